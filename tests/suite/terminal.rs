//! The learner's terminal: it survives reloads and lost connections, and carries any bytes at any speed.

use std::time::{Duration, Instant};

use exercises::Lang;
use server::client::plain;
use tests::Site;

const PATIENCE: Duration = Duration::from_secs(60);

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_comes_back_finds_the_same_shell_with_its_scrollback() {
    let site = Site::start().await;
    let page = site.page(Lang::Fr);
    let id = page.open("hello-world").await.unwrap();
    let mut terminal = page.terminal(&id).await.unwrap();
    terminal.type_script("quay=Marseille; echo départ à 8 h €", PATIENCE).await.unwrap();
    assert!(terminal.transcript.contains("départ à 8 h €"));
    // The connection is cut, not closed.
    drop(terminal);

    let mut terminal = page.terminal(&id).await.unwrap();
    terminal.read_until(0, PATIENCE, |seen| seen.contains("départ à 8 h €")).await.unwrap();
    assert_eq!(terminal.words[0]["type"], "replay");
    terminal.type_script("echo still in $quay", PATIENCE).await.unwrap();
    assert!(terminal.transcript.contains("still in Marseille"));
}

#[tokio::test(flavor = "multi_thread")]
async fn two_tabs_share_one_terminal() {
    let site = Site::start().await;
    let page = site.page(Lang::En);
    let id = page.open("hello-world").await.unwrap();
    let mut first = page.terminal(&id).await.unwrap();
    first.prompt(PATIENCE).await.unwrap();
    let mut second = page.terminal(&id).await.unwrap();
    first.type_in("echo from-$((1+1))-tabs\n").await.unwrap();
    for tab in [&mut first, &mut second] {
        tab.read_until(0, PATIENCE, |seen| seen.contains("from-2-tabs")).await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn bytes_that_look_like_a_frames_header_do_not_stop_a_terminal() {
    let site = Site::start().await;
    let page = site.page(Lang::En);
    let id = page.open("hello-world").await.unwrap();
    let mut terminal = page.terminal(&id).await.unwrap();
    terminal.prompt(PATIENCE).await.unwrap();
    // The engine's framing of streams without a terminal begins so, here with a length of 4 GiB.
    terminal
        .type_script(r"clear; sleep 0.3; printf '\001\000\000\000\377\377\377\377'", PATIENCE)
        .await
        .unwrap();
    terminal.type_script("head -c 200000 /bin/bash; stty sane", PATIENCE).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_flood_is_held_back_and_ends_with_a_key() {
    let site = Site::start().await;
    let page = site.page(Lang::En);
    let id = page.open("hello-world").await.unwrap();
    let mut terminal = page.terminal(&id).await.unwrap();
    terminal.prompt(PATIENCE).await.unwrap();
    terminal.type_in("yes\n").await.unwrap();
    // A page that takes nothing in for a while gets no more than its window meanwhile.
    tokio::time::sleep(Duration::from_secs(2)).await;
    let begun = Instant::now();
    while begun.elapsed() < Duration::from_secs(1) {
        terminal.next().await.unwrap();
    }
    terminal.type_in("\u{3}").await.unwrap();
    let from = terminal.transcript.len();
    terminal.read_until(from, PATIENCE, |seen| seen.contains("^C")).await.unwrap();
    terminal.type_script("echo after the flood", PATIENCE).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_shell_that_ends_says_so_and_a_new_one_opens() {
    let site = Site::start().await;
    let page = site.page(Lang::En);
    let id = page.open("hello-world").await.unwrap();
    let mut terminal = page.terminal(&id).await.unwrap();
    terminal.prompt(PATIENCE).await.unwrap();
    terminal.type_in("exit 3\n").await.unwrap();
    let code = terminal.closed(PATIENCE).await.unwrap();
    let word = terminal.words.last().unwrap();
    assert_eq!((code, &word["type"], &word["code"]), (1000, &"exit".into(), &3.into()));

    let mut fresh = page.terminal(&id).await.unwrap();
    fresh.type_script("echo a new shell", PATIENCE).await.unwrap();
    assert!(!plain(&fresh.transcript).contains("exit 3"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_terminal_of_a_sandbox_that_ends_is_closed_for_good() {
    let site = Site::start().await;
    let page = site.page(Lang::En);
    let id = page.open("hello-world").await.unwrap();
    let mut terminal = page.terminal(&id).await.unwrap();
    terminal.prompt(PATIENCE).await.unwrap();
    page.end(&id).await.unwrap();
    let code = terminal.closed(PATIENCE).await.unwrap();
    assert_eq!(code, 4404);
    assert_eq!(terminal.words.last().unwrap()["message"], "You ended this sandbox.");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_huge_paste_arrives_whole() {
    use tokio_tungstenite::tungstenite::Message;
    let site = Site::start().await;
    let page = site.page(Lang::En);
    let id = page.open("hello-world").await.unwrap();
    let mut terminal = page.terminal(&id).await.unwrap();
    terminal.type_script("stty -echo", PATIENCE).await.unwrap();
    terminal.type_in("cat > pasted; tail -c 100000 pasted\n").await.unwrap();
    let line = format!("{}\n", "x".repeat(1023));
    let piece = line.repeat(16);
    for _ in 0..128 {
        terminal.send(Message::binary(piece.clone())).await.unwrap();
    }
    terminal.type_in("\u{4}").await.unwrap();
    terminal.type_script("stty echo; wc -c < pasted", PATIENCE).await.unwrap();
    let length = (128 * piece.len()).to_string();
    assert!(plain(&terminal.transcript).contains(&length), "not {length} bytes");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_paste_that_is_echoed_while_nothing_is_acknowledged_does_not_lock_up() {
    use tokio_tungstenite::tungstenite::Message;
    let site = Site::start().await;
    let page = site.page(Lang::En);
    let id = page.open("hello-world").await.unwrap();
    let mut terminal = page.terminal(&id).await.unwrap();
    terminal.prompt(PATIENCE).await.unwrap();
    terminal.type_in("cat\n").await.unwrap();
    let piece = format!("{}\n", "y".repeat(1023)).repeat(16);
    // More than one window each way, before the first acknowledgement.
    for _ in 0..20 {
        terminal.send(Message::binary(piece.clone())).await.unwrap();
    }
    terminal.type_in("\u{4}").await.unwrap();
    terminal.type_in("echo still-$((6*7))\n").await.unwrap();
    terminal.read_until(0, PATIENCE, |seen| seen.contains("still-42")).await.unwrap();
}
