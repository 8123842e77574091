//! The socket: connections, how many and how slow they may be, and an orderly end. What is answered is the router's business.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tokio::time;

use crate::{Limits, Server};

/// How often what is over is taken away.
const SWEEP: Duration = Duration::from_secs(30);
/// So long the answers under way may take when the end is asked for.
const GRACE: Duration = Duration::from_secs(3);
/// So long is waited when there are no sockets left.
const PAUSE: Duration = Duration::from_millis(100);

/// Listens until Ctrl-C or SIGTERM. `ready` is told the address once it can be opened.
pub fn serve(address: SocketAddr, limits: Limits, ready: impl FnOnce(SocketAddr)) -> io::Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    let served = runtime.block_on(async {
        let listener = TcpListener::bind(address).await?;
        let address = listener.local_addr()?;
        let server = Server::new(address, limits.clone())?;
        let end = end()?;
        ready(address);
        server.run(listener, limits, end).await;
        Ok(())
    });
    // A document that is still being read is given up.
    runtime.shutdown_background();
    served
}

/// Comes when the end is asked for.
fn end() -> io::Result<impl Future<Output = ()>> {
    #[cfg(unix)]
    let mut terminate = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())?;
    Ok(async move {
        #[cfg(unix)]
        tokio::select! {
            _ = tokio::signal::ctrl_c() => {}
            _ = terminate.recv() => {}
        }
        #[cfg(not(unix))]
        let _ = tokio::signal::ctrl_c().await;
    })
}

impl Server {
    /// Answers on this socket until the end comes.
    pub async fn run(self, listener: TcpListener, limits: Limits, end: impl Future<Output = ()>) {
        let graceful = GracefulShutdown::new();
        let places = Arc::new(Semaphore::new(limits.connections));
        let mut sweep = time::interval(SWEEP);
        let mut end = std::pin::pin!(end);
        loop {
            let accepted = async {
                // Whoever comes while all places are taken waits in the queue of the system.
                let place = Arc::clone(&places).acquire_owned().await;
                (listener.accept().await, place)
            };
            tokio::select! {
                (accepted, place) = accepted => match accepted {
                    Ok((stream, _)) => {
                        let service = TowerToHyperService::new(self.router());
                        let connection = http1::Builder::new()
                            .timer(TokioTimer::new())
                            .header_read_timeout(limits.head)
                            .max_buf_size(limits.head_bytes)
                            .serve_connection(TokioIo::new(stream), service);
                        let connection = graceful.watch(connection);
                        tokio::spawn(async move {
                            // What goes wrong on a connection concerns only the one who broke it.
                            let _ = connection.await;
                            drop(place);
                        });
                    }
                    Err(_) => time::sleep(PAUSE).await,
                },
                _ = sweep.tick() => { self.sweep(); }
                () = &mut end => break,
            }
        }
        drop(listener);
        self.close();
        let _ = time::timeout(GRACE, graceful.shutdown()).await;
    }
}
