//! The work that takes time: judging, or drawing, each on as many threads as there are processors. Requests wait for theirs
//! before the documents that only stand in a queue. What the work is, others say.

use std::collections::VecDeque;
use std::io;
use std::num::NonZero;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use tokio::sync::oneshot;

use crate::problem::{Problem, Result};

/// Bytes of stack of a worker, as for the command line: documents may be nested.
const STACK: usize = 8 << 20;

type Job = Box<dyn FnOnce() + Send>;

/// The workers and what waits for them.
pub(crate) struct Work {
    pool: rayon::ThreadPool,
    queue: Mutex<Queue>,
    workers: usize,
}

/// Reading a document spreads over the same threads, and a thread that waits for a piece of it takes up what it finds.
/// Were all jobs given to the pool at once, that could be one document after the other, each on top of the last; so no more
/// are given to it than there are workers.
#[derive(Default)]
struct Queue {
    waiting: VecDeque<Job>,
    running: usize,
}

impl Work {
    /// Workers that have nothing to do yet.
    pub(crate) fn new() -> io::Result<Arc<Self>> {
        let workers = thread::available_parallelism().map_or(1, NonZero::get);
        let pool = rayon::ThreadPoolBuilder::new().num_threads(workers).stack_size(STACK).build();
        let pool = pool.map_err(io::Error::other)?;
        Ok(Arc::new(Self { pool, queue: Mutex::default(), workers }))
    }

    /// Does it when its turn comes.
    pub(crate) fn later(self: &Arc<Self>, job: impl FnOnce() + Send + 'static) {
        self.push(Box::new(job), false);
    }

    /// Does it before all that waits, and gives back what came of it.
    pub(crate) async fn now<T: Send + 'static>(
        self: &Arc<Self>,
        job: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T> {
        let (sender, receiver) = oneshot::channel();
        let job = move || drop(sender.send(job()));
        self.push(Box::new(job), true);
        done(receiver).await
    }

    /// As [`Work::now`], but when its turn comes and the client has gone it is not done at all.
    pub(crate) async fn if_wanted<T: Send + 'static>(
        self: &Arc<Self>,
        job: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T> {
        let (sender, receiver) = oneshot::channel();
        let job = move || {
            if !sender.is_closed() {
                drop(sender.send(job()));
            }
        };
        self.push(Box::new(job), true);
        done(receiver).await
    }

    fn push(self: &Arc<Self>, job: Job, is_urgent: bool) {
        let mut queue = self.queue.lock().unwrap_or_else(PoisonError::into_inner);
        if queue.running < self.workers {
            queue.running += 1;
            drop(queue);
            self.start(job);
        } else if is_urgent {
            queue.waiting.push_front(job);
        } else {
            queue.waiting.push_back(job);
        }
    }

    fn start(self: &Arc<Self>, job: Job) {
        let work = Arc::clone(self);
        self.pool.spawn(move || {
            // Whoever waits for the result sees that there is none.
            let _ = catch_unwind(AssertUnwindSafe(job));
            work.next();
        });
    }

    fn next(self: &Arc<Self>) {
        let mut queue = self.queue.lock().unwrap_or_else(PoisonError::into_inner);
        match queue.waiting.pop_front() {
            Some(job) => {
                drop(queue);
                self.start(job);
            }
            None => queue.running -= 1,
        }
    }
}

/// What came of it. The sender is gone without a word when the work panicked.
async fn done<T>(receiver: oneshot::Receiver<T>) -> Result<T> {
    receiver.await.map_err(|_| {
        Problem::unprocessable("程序内部出错，这一步没有做完。请把文件发给维护者；先另存一份再试，有时可以绕过")
    })
}
