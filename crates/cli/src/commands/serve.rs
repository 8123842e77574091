//! `mingsuan serve`: the page on this machine. What it answers is the business of `mingsuan-server`.

use std::net::SocketAddr;
use std::process::Command;

use clap::Args;
use mingsuan_server::Limits;

use crate::failure::{Failure, Result, Status, print, remark};

/// 在浏览器中检查
#[derive(Debug, Args)]
#[command(
    about = "在浏览器中检查: 打开本机网页，放入文件，查看问题",
    override_usage = "mingsuan serve [选项]",
    after_help = "示例:\n  mingsuan serve --open\n  mingsuan serve --listen 127.0.0.1:9000\n\n网页只有本机能打开，文件不离开本机；上传的文件放在临时文件夹中，两小时不用即删，退出（Ctrl-C）时全部删除"
)]
pub(crate) struct Arguments {
    /// 监听的地址，只能是本机
    #[arg(long, value_name = "地址:端口", default_value = "127.0.0.1:8642", hide_default_value = true)]
    listen: SocketAddr,
    /// 同时打开浏览器
    #[arg(long)]
    open: bool,
}

/// Runs `serve`.
pub(crate) fn run(arguments: &Arguments) -> Result<Status> {
    let listen = arguments.listen;
    if !listen.ip().is_loopback() {
        return Err(Failure(format!(
            "--listen 的地址“{}”不是本机。网页没有账户，只能给本机使用，请写 127.0.0.1:{}",
            listen.ip(),
            listen.port()
        )));
    }
    let ready = |address: SocketAddr| {
        let page = format!("http://{address}");
        // Whoever started it may not look at the output.
        let _ = print(&format!("明算已在本机启动：{page}\n按 Ctrl-C 结束，临时文件随即删除\n"));
        if arguments.open && !is_opened(&page) {
            remark(format!("没有打开浏览器。请自己打开 {page}"));
        }
    };
    mingsuan_server::serve(listen, Limits::default(), ready).map_err(|error| {
        Failure(format!("无法在 {listen} 启动（{error}）。端口可能被占用，请换一个，例如 --listen 127.0.0.1:8643"))
    })?;
    Ok(Status::Done)
}

/// Opens a page with what the system has for it.
fn is_opened(page: &str) -> bool {
    let mut command = match std::env::consts::OS {
        "windows" => Command::new("explorer"),
        "macos" => Command::new("open"),
        _ => Command::new("xdg-open"),
    };
    command.arg(page).spawn().is_ok()
}
