//! Ctrl-C and SIGTERM: the first asks for an orderly end, the second ends the program at once.
//! What an orderly end is, those decide who ask here.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;

use crate::failure::{Failure, Result, Status};

/// Whether the run is to end. Clones speak of the same run.
#[derive(Clone, Debug, Default)]
pub(crate) struct Stop(Arc<AtomicBool>);

impl Stop {
    /// Listens from now on. SIGHUP is left as it is, so that `nohup` works.
    pub(crate) fn on_signals() -> Result<Self> {
        let stop = Self::default();
        for signal in [SIGINT, SIGTERM] {
            // In this order: the flag that the first signal sets arms the shutdown for the second.
            flag::register_conditional_shutdown(signal, Status::Interrupted as i32, Arc::clone(&stop.0))
                .and_then(|_| flag::register(signal, Arc::clone(&stop.0)))
                .map_err(|error| Failure(format!("不能接收中断信号（{error}）。请再试一次")))?;
        }
        Ok(stop)
    }

    /// Asks for the end, as a signal does.
    #[cfg(test)]
    pub(crate) fn ask(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether somebody has asked for the end.
    pub(crate) fn is_asked(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}
