//! Many inputs at a time in bounded memory: results are handed over as they come, and nobody runs far ahead of the slowest.
//! What is done with an input and with its result is the caller's business.

use std::collections::BTreeMap;
use std::num::NonZero;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use crate::failure::{Failure, Result, remark};
use crate::interrupt::Stop;
use crate::progress::Progress;

/// So many results per worker may wait for an earlier one: what bounds memory.
const AHEAD: usize = 8;
/// Bytes of stack of a worker. Only what is touched takes memory; documents may be nested.
const STACK: usize = 8 << 20;
/// How often the end is looked for while no result comes.
const TICK: Duration = Duration::from_millis(50);
/// So long the inputs at work may go on when the end is asked for; then they are given up.
const GRACE: Duration = Duration::from_secs(2);

/// How results are handed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Order {
    /// As the inputs stand.
    Given,
    /// As they are finished.
    Finished,
}

/// How a batch is run.
#[derive(Debug)]
pub(crate) struct Batch<'p> {
    /// How many inputs at a time; otherwise as many as there are processors.
    pub(crate) jobs: Option<usize>,
    /// The order of results.
    pub(crate) order: Order,
    /// Who may end it.
    pub(crate) stop: Stop,
    /// Where it is shown how far it is.
    pub(crate) progress: &'p Progress,
}

/// Which inputs are taken and handed over.
struct Queue {
    counts: Mutex<Taken>,
    moved: Condvar,
    count: usize,
    ahead: usize,
}

#[derive(Default)]
struct Taken {
    begun: usize,
    handed_over: usize,
}

impl Batch<'_> {
    /// Works on inputs `0..count` and hands over each number with its result. When the end is asked for, nothing new is begun,
    /// what is at work is waited for a little, and those results are the last.
    pub(crate) fn run<T: Send + 'static>(
        &self,
        count: usize,
        work: impl Fn(usize) -> T + Send + Sync + 'static,
        mut take: impl FnMut(usize, T) -> Result<()>,
    ) -> Result<()> {
        let jobs = self.workers()?;
        let queue = Arc::new(Queue {
            counts: Mutex::default(),
            moved: Condvar::new(),
            count,
            ahead: jobs.saturating_mul(AHEAD),
        });
        // A document's pages and rules use the same threads, so that the last documents have all of them.
        let processors = thread::available_parallelism().map_or(1, NonZero::get);
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(jobs.min(count).max(processors))
            .stack_size(STACK)
            .build()
            .map_err(|error| Failure(format!("不能同时检查多份（{error}）。请用 --jobs 1")))?;
        let (sender, results) = mpsc::channel();
        let work = Arc::new(work);
        for _ in 0..jobs.min(count) {
            let (queue, work, sender, stop) =
                (Arc::clone(&queue), Arc::clone(&work), sender.clone(), self.stop.clone());
            pool.spawn(move || {
                while let Some(at) = queue.next(&stop) {
                    if sender.send((at, work(at))).is_err() {
                        return;
                    }
                }
            });
        }
        drop(sender);
        self.hand_over(&results, &queue, &mut take)
    }

    fn workers(&self) -> Result<usize> {
        match self.jobs {
            Some(0) => Err(Failure("--jobs 至少为 1".to_owned())),
            Some(jobs) => Ok(jobs),
            None => Ok(thread::available_parallelism().map_or(1, NonZero::get)),
        }
    }

    fn hand_over<T>(
        &self,
        results: &mpsc::Receiver<(usize, T)>,
        queue: &Queue,
        take: &mut impl FnMut(usize, T) -> Result<()>,
    ) -> Result<()> {
        let mut waiting = BTreeMap::new();
        let mut next = 0;
        let mut asked: Option<Instant> = None;
        loop {
            match results.recv_timeout(TICK) {
                Ok((at, result)) if self.order == Order::Finished => {
                    self.progress.step();
                    take(at, result)?;
                    queue.handed_over();
                }
                Ok((at, result)) => {
                    self.progress.step();
                    waiting.insert(at, result);
                    while let Some(result) = waiting.remove(&next) {
                        take(next, result)?;
                        queue.handed_over();
                        next += 1;
                    }
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => break,
            }
            if self.stop.is_asked() {
                let since = asked.get_or_insert_with(|| {
                    self.progress.aside(|| remark("正在停止，不再检查新的文件。再按一次 Ctrl-C 立即退出"));
                    queue.moved.notify_all();
                    Instant::now()
                });
                if since.elapsed() > GRACE {
                    break;
                }
            }
        }
        // After an early end one that was given up may be missing before these.
        waiting.into_iter().try_for_each(|(at, result)| take(at, result))
    }
}

impl Queue {
    /// The next input, when there is one and the results before it have gone far enough.
    fn next(&self, stop: &Stop) -> Option<usize> {
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        while !stop.is_asked() && counts.begun < self.count && counts.begun >= counts.handed_over + self.ahead {
            let (guard, _) = self.moved.wait_timeout(counts, TICK).unwrap_or_else(PoisonError::into_inner);
            counts = guard;
        }
        if stop.is_asked() || counts.begun >= self.count {
            return None;
        }
        counts.begun += 1;
        Some(counts.begun - 1)
    }

    fn handed_over(&self) {
        self.counts.lock().unwrap_or_else(PoisonError::into_inner).handed_over += 1;
        self.moved.notify_one();
    }
}

/// Works on all inputs and keeps the results, in order; for what is small.
pub(crate) fn all<T: Send + 'static>(
    count: usize,
    jobs: Option<usize>,
    work: impl Fn(usize) -> T + Send + Sync + 'static,
) -> Result<Vec<T>> {
    let mut results = Vec::with_capacity(count);
    let progress = Progress::new("读取", count);
    let batch = Batch { jobs, order: Order::Given, stop: Stop::default(), progress: &progress };
    batch.run(count, work, |_, result| {
        results.push(result);
        Ok(())
    })?;
    Ok(results)
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    fn batch(progress: &Progress, jobs: usize, order: Order) -> Batch<'_> {
        Batch { jobs: Some(jobs), order, stop: Stop::default(), progress }
    }

    #[test]
    fn results_keep_the_order_of_the_inputs_and_nobody_runs_far_ahead() {
        let begun = Arc::new(AtomicUsize::new(0));
        let (counter, seen) = (Arc::clone(&begun), Arc::clone(&begun));
        let mut order = Vec::new();
        let work = move |at: usize| {
            counter.fetch_add(1, Ordering::SeqCst);
            thread::sleep(Duration::from_millis(if at == 0 { 200 } else { 0 }));
            at * 2
        };
        let run = batch(&Progress::hidden(), 3, Order::Given).run(500, work, |at, double| {
            if at == 0 {
                assert!(seen.load(Ordering::SeqCst) <= 3 * AHEAD, "the window is not kept");
            }
            assert_eq!(double, at * 2);
            order.push(at);
            Ok(())
        });
        run.unwrap();
        assert_eq!(order, (0..500).collect::<Vec<_>>());
    }

    #[test]
    fn finished_results_do_not_wait_for_slow_ones() {
        let mut order = Vec::new();
        let work = |at: usize| thread::sleep(Duration::from_millis(if at == 0 { 300 } else { 0 }));
        let take = |at, ()| {
            order.push(at);
            Ok(())
        };
        batch(&Progress::hidden(), 2, Order::Finished).run(8, work, take).unwrap();
        assert_eq!(order.last(), Some(&0));
        order.sort_unstable();
        assert_eq!(order, (0..8).collect::<Vec<_>>());
    }

    #[test]
    fn the_end_comes_soon_and_hands_over_what_is_finished() {
        let progress = Progress::hidden();
        let batch = batch(&progress, 2, Order::Given);
        let (stop, begun) = (batch.stop.clone(), Instant::now());
        let mut handed = Vec::new();
        // The first takes long enough for the second, which never ends, to be at work.
        let work = |at: usize| thread::sleep(Duration::from_millis(if at == 1 { 60_000 } else { 200 }));
        let take = |at, ()| {
            handed.push(at);
            stop.ask();
            Ok(())
        };
        batch.run(100, work, take).unwrap();
        assert!((GRACE..GRACE * 3).contains(&begun.elapsed()), "{:?}", begun.elapsed());
        assert!(handed.contains(&0) && !handed.contains(&1) && handed.len() < 100, "{handed:?}");
    }

    #[test]
    fn a_failure_of_the_taker_ends_it() {
        let failed =
            batch(&Progress::hidden(), 2, Order::Finished).run(100, |_| (), |_, ()| Err(Failure("满".to_owned())));
        assert!(failed.is_err());
        assert!(batch(&Progress::hidden(), 0, Order::Given).run(1, |_| (), |_, ()| Ok(())).is_err());
        assert_eq!(all(3, None, |at| at).unwrap(), [0, 1, 2]);
    }
}
