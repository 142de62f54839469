//! The order of messages, and those that no client should send.

use serde_json::{Value, json};

use super::client::{Client, framed};
use crate::support::{book, plan};

const PLAN: &str = "# P\n\n## Week 1\n\n### Monday (1 hour)\n\n- [ ] do it\n";

#[test]
fn a_session_begins_with_the_abilities_of_the_server_and_ends_with_exit() {
    let book = plan(PLAN);
    for (offered, chosen) in [
        (json!({}), "utf-16"),
        (
            json!({"general": {"positionEncodings": ["utf-16"]}}),
            "utf-16",
        ),
        (
            json!({"general": {"positionEncodings": ["utf-32", "utf-16", "utf-8"]}}),
            "utf-8",
        ),
    ] {
        let mut client = Client::launch(&book, &["--stdio"]);
        let answer = client.initialize(&offered);
        assert_eq!(answer["capabilities"]["positionEncoding"], chosen);
        assert_eq!(answer["capabilities"]["textDocumentSync"]["change"], 2);
        assert_eq!(answer["serverInfo"]["name"], "prepbook");
        assert_eq!(client.end(), Some(0));
    }
}

#[test]
fn requests_in_the_wrong_order_or_form_are_answered_with_errors() {
    let book = plan(PLAN);
    let mut client = Client::launch(&book, &[]);
    let code = |answer: &Value| answer["error"]["code"].as_i64();
    let hover =
        json!({"textDocument": {"uri": "file:///a.md"}, "position": {"line": 0, "character": 0}});
    let early = client.request("textDocument/hover", &hover);
    assert_eq!(code(&early), Some(-32002));
    let wrong = client.request("initialize", &json!({"capabilities": 3}));
    assert_eq!(code(&wrong), Some(-32602));
    // Notifications before the first request are dropped.
    client.notify("textDocument/didOpen", &json!({}));
    client.initialize(&json!({}));
    let again = client.request("initialize", &json!({"capabilities": {}}));
    assert_eq!(code(&again), Some(-32600));
    let unknown = client.request("prepbook/unknown", &json!({}));
    assert_eq!(code(&unknown), Some(-32601));
    client.notify("textDocument/didOpen", &json!({"textDocument": 1}));
    client.notify("textDocument/didChange", &json!([]));
    client.notify("prepbook/unknown", &json!({}));
    client.write(&framed(
        &json!({"jsonrpc": "2.0", "id": 900, "result": null}),
    ));
    client.write("Content-Length: 3\r\n\r\n{]}");
    client.write("no header\r\n\r\n");
    client.ask("shutdown", &Value::Null);
    let malformed = client
        .others
        .iter()
        .filter(|other| code(other) == Some(-32700));
    assert!(malformed.clone().count() >= 2, "{:?}", client.others);
    assert!(malformed.clone().all(|answer| answer["id"].is_null()));
    let logged = client
        .others
        .iter()
        .filter(|other| other["method"] == "window/logMessage");
    assert_eq!(logged.count(), 2, "{:?}", client.others);
    let late = client.request("textDocument/hover", &hover);
    assert_eq!(code(&late), Some(-32600));
    client.notify("exit", &Value::Null);
    assert_eq!(client.wait(), Some(0));
}

#[test]
fn a_client_that_leaves_without_shutdown_ends_the_server_with_code_1() {
    let book = book();
    let mut client = Client::start(&book);
    client.notify("exit", &Value::Null);
    assert_eq!(client.wait(), Some(1));
    let mut client = Client::launch(&book, &[]);
    assert_eq!(client.wait(), Some(1));
}

#[test]
fn clients_that_watch_files_are_asked_to_and_their_news_count() {
    let book = plan("# P\n\n## Week 1\n\n- [ ] [a](a.md)\n").file("handbook.yaml", "");
    let text = std::fs::read_to_string(book.path("content/plan.md")).unwrap();
    let mut client = Client::launch(&book, &[]);
    client.initialize(
        &json!({"workspace": {"didChangeWatchedFiles": {"dynamicRegistration": true}}}),
    );
    client.open("content/plan.md", &text);
    assert_eq!(client.codes("content/plan.md"), ["dead-link"]);
    let registered = client
        .others
        .iter()
        .any(|other| other["method"] == "client/registerCapability" && other["id"].is_string());
    assert!(registered, "{:?}", client.others);
    book.write("content/a.md", "# A\n");
    let changed = json!({"changes": [{"uri": client.uri("content/a.md"), "type": 1}]});
    client.shown.clear();
    // A request that arrives together with the news does not hide them.
    let news = json!({
        "jsonrpc": "2.0", "method": "workspace/didChangeWatchedFiles", "params": changed,
    });
    let symbols = json!({"textDocument": {"uri": client.uri("content/plan.md")}});
    let request = json!({
        "jsonrpc": "2.0", "id": 99, "method": "textDocument/documentSymbol", "params": symbols,
    });
    client.write(&(framed(&news) + &framed(&request)));
    assert_eq!(client.codes("content/plan.md"), [""; 0]);
}
