"""Calls a server as NoETL's Python worker does, over the bytes that httpx and requests send, and reads what it reads.

  python_client.py PORT      prints a line for each call
"""
import http.client
import json
import sys

HTTPX = (
    ("Host", "{host}"), ("Accept", "*/*"), ("Accept-Encoding", "gzip, deflate"), ("Connection", "keep-alive"),
    ("User-Agent", "python-httpx/0.27.2"),
)
REQUESTS = (
    ("Host", "{host}"), ("User-Agent", "python-requests/2.32.3"), ("Accept-Encoding", "gzip, deflate"),
    ("Accept", "*/*"), ("Connection", "keep-alive"),
)
# httpx writes JSON without blanks since 0.28; requests has json's own form, with escapes beyond ASCII.
COMPACT = {"separators": (",", ":"), "ensure_ascii": False}


class Client:
    """One kept connection. httpx sends head and body at once, requests one after the other."""

    def __init__(self, port, style, form):
        self.host = f"127.0.0.1:{port}"
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.style = style
        self.form = form

    def call(self, method, path, payload=None):
        body = None if payload is None else json.dumps(payload, **self.form).encode()
        self.connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
        for name, value in self.style:
            self.connection.putheader(name, value.format(host=self.host))
        if body is not None:
            self.connection.putheader("Content-Length", str(len(body)))
            self.connection.putheader("Content-Type", "application/json")
        if self.style is HTTPX:
            self.connection.endheaders(body)
        else:
            self.connection.endheaders()
            if body is not None:
                self.connection.send(body)
        answer = self.connection.getresponse()
        text = answer.read()
        assert answer.getheader("Content-Type") == "application/json", answer.getheaders()
        assert answer.getheader("Connection") != "close", answer.getheaders()
        return answer.status, answer.headers, json.loads(text)


def work(client, name):
    """A worker's life; what is asserted is what the worker looks at."""
    registration = {
        "name": name, "runtime": "python", "status": "ready", "capacity": 10, "labels": {"env": "prod", "n": 1}, "pid": 7,
        "hostname": "w-é", "meta": {"zone": None, "ratio": 1.5, "on": True},
    }
    status, headers, answer = client.call("POST", "/api/worker/pool/heartbeat", {"name": name})
    assert status == 404 and answer["detail"] == {"status": "unknown", "name": name}, answer
    assert float(headers["Retry-After"]) >= 1
    status, _, answer = client.call(
        "POST", "/api/worker/pool/heartbeat", {"name": name, "registration": registration})
    assert status == 200 and answer["status"] == "recreated" and answer["runtime"] == "python", answer
    known = answer["runtime_id"]
    status, _, answer = client.call("POST", "/api/worker/pool/register", registration)
    assert status == 200 and answer["status"] in ("ok", "recreated") and answer["runtime_id"] == known, answer
    assert answer["name"] == name and answer["kind"] == "worker_pool" and answer["runtime"] == "python"
    for _ in range(3):
        status, _, answer = client.call("POST", "/api/worker/pool/heartbeat", {"name": name})
        assert status == 200 and answer["status"] == "ok" and answer["runtime_id"] == known, answer
    status, _, answer = client.call("GET", "/api/worker/pools?runtime=python&status=ready")
    assert status == 200 and answer["error"] is None and answer["count"] == len(answer["items"]), answer
    assert answer["runtime"] == "python" and answer["status"] == "ready"
    row = next(item for item in answer["items"] if item["name"] == name)
    assert row["capacity"] == 10 and row["labels"] == {"env": "prod", "n": 1}, row
    assert row["runtime"]["type"] == "python" and row["runtime"]["hostname"] == "w-é" and row["runtime"]["pid"] == 7
    assert row["runtime"]["zone"] is None and row["runtime"]["ratio"] == 1.5 and row["runtime"]["on"] is True
    assert row["heartbeat"].endswith("+00:00") and row["created_at"] and row["updated_at"]
    for _ in range(2):
        status, _, answer = client.call("DELETE", "/api/worker/pool/deregister", {"name": name})
        assert status == 200 and answer["status"] == "ok" and answer["name"] == name, answer
    status, _, answer = client.call("GET", "/api/worker/pools?status=offline")
    assert name in [item["name"] for item in answer["items"]], answer
    print(name)


def serve(client, name):
    """A NoETL server and its broker, which register at the general routes."""
    payload = {"name": name, "component_type": "server_api", "base_url": "http://h:8082", "status": "ready"}
    status, _, answer = client.call("POST", "/api/runtime/register", payload)
    assert status == 200 and answer["kind"] == "server_api", answer
    status, _, answer = client.call(
        "POST", "/api/runtime/register", {"name": name, "kind": "server_api"})
    assert status == 400 and answer == {"detail": "uri is required for server_api components"}, answer
    status, _, answer = client.call("POST", "/api/worker/pool/register", {"name": name, "capacity": "many"})
    assert status == 422 and answer["detail"][0]["loc"] == ["body", "capacity"], answer
    status, _, answer = client.call(
        "DELETE", "/api/runtime/deregister", {"name": name, "component_type": "server_api"})
    assert status == 200 and answer["status"] == "ok", answer
    print(name)


def main(port):
    for number, (style, form) in enumerate(((HTTPX, {}), (HTTPX, COMPACT), (REQUESTS, {}))):
        client = Client(port, style, form)
        work(client, f"worker-{number}-é")
        serve(client, f"server-{number}")


if __name__ == "__main__":
    main(int(sys.argv[1]))
