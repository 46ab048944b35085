"use strict";
// What is known of the components, and which of them are to be shown in which order.
const PAGE_ROWS = 100;
const KNOWN = ["ready", "stale", "offline"];
const TROUBLE = ["stale", "draining"];
const LEAST = ["busy", "ready", "offline"];
const OWN_FIELDS = new Set([
  "type", "kind", "hostname", "pid", "version", "drain_note", "drain_until",
  "pid_ns", "pid_started", "pid_ns_socket"]);
// pool-2 comes before pool-10.
const names = new Intl.Collator("en", { numeric: true });
let offlineAfter = 60;
let ahead = 0;
let items = [];
// The component whose details are shown, what it depends on and what needs it, once that has come.
let related = { key: "", answer: null };

// What the address says after the question mark, and the row that the keyboard has selected.
const view = {
  words: "", kinds: new Set(), statuses: new Set(), sort: "name", down: false, page: 1,
  local: false, open: "", selected: ""
};

function there() {
  return Date.now() + ahead;
}

function runtime(item) {
  const value = item.runtime;
  if (value === null || value === undefined) return {};
  return typeof value === "object" ? value : { type: String(value) };
}

function labels(item, separator) {
  const value = item.labels;
  if (value === null || value === undefined) return "";
  if (Array.isArray(value)) return value.join(separator);
  if (typeof value !== "object") return String(value);
  return Object.entries(value).map(([key, one]) => key + "=" + plain(one)).join(separator);
}

function plain(value) {
  if (value === null || value === undefined) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

// A component with the texts of its row, made once for each answer of the server.
function component(item) {
  const own = runtime(item);
  const made = {
    item, own, key: item.kind + "/" + item.name,
    name: plain(item.name), kind: plain(item.kind), runtime: plain(own.type ?? own.kind),
    capacity: typeof item.capacity === "number" ? item.capacity : null,
    blockedBy: item.computed && item.computed.blocked ? item.computed.blocked_by || [] : null,
    beat: Date.parse(item.heartbeat), host: plain(own.hostname), labels: labels(item, ", ")
  };
  made.text = [
    made.name, made.kind, made.runtime, made.host, made.labels, plain(item.uri),
    plain(own.drain_note), made.blockedBy ? "blocked" : ""].join("\n").toLowerCase();
  return made;
}

function age(one) {
  return Number.isNaN(one.beat) ? null : Math.max(0, (there() - one.beat) / 1000);
}

function status(one) {
  if (one.item.status === "offline") return "offline";
  const seconds = age(one);
  if (seconds === null || seconds > offlineAfter) return "stale";
  const until = one.own.drain_until;
  const drains =
    one.item.status === "draining" || (one.item.status === "ready" && until != null);
  if (drains) return drainEnd(one) < there() ? "ready" : "draining";
  return String(one.item.status);
}

// NaN for a drain that lasts until it is ended.
function drainEnd(one) {
  const until = one.own.drain_until;
  return /^\d{4}-\d\d-\d\dT[\d:]{8}Z$/.test(until) ? Date.parse(until) : NaN;
}

// Trouble first; an unknown status may be trouble too.
function rank(text) {
  return TROUBLE.includes(text) ? TROUBLE.indexOf(text)
    : TROUBLE.length + 1 + LEAST.indexOf(text);
}

// What is blocked is trouble, whatever its status.
function trouble(one) {
  return one.blockedBy ? Math.min(rank(one.now), TROUBLE.length) : rank(one.now);
}

const byText = field => (a, b) => names.compare(a[field], b[field]);

const byNumber = number => (a, b) => number(a) - number(b) || 0;

const COLUMNS = [
  { key: "name", title: "Name", compare: byText("name") },
  { key: "kind", title: "Kind", compare: byText("kind") },
  {
    key: "status", title: "Status",
    compare: (a, b) => trouble(a) - trouble(b) || names.compare(a.now, b.now)
  },
  { key: "runtime", title: "Runtime", compare: byText("runtime") },
  { key: "capacity", title: "Capacity", number: true, compare: byNumber(one => one.capacity ?? -1) },
  { key: "heartbeat", title: "Last heartbeat", number: true, compare: byNumber(one => age(one) ?? Infinity) },
  { key: "host", title: "Host", compare: byText("host") },
  { key: "labels", title: "Labels", compare: byText("labels") }];

function order() {
  const chosen = COLUMNS.find(column => column.key === view.sort) || COLUMNS[0];
  const sign = view.down ? -1 : 1;
  return (a, b) =>
    sign * chosen.compare(a, b) || names.compare(a.name, b.name) || (a.key < b.key ? -1 : 1);
}

// The components that match, and how many of each kind and status there are to choose from.
function chosen() {
  const words = view.words.toLowerCase().split(/\s+/).filter(word => word);
  const kinds = new Map();
  const statuses = new Map();
  const shown = [];
  for (const one of items) {
    one.now = status(one);
    if (!words.every(word => one.text.includes(word))) continue;
    const ofKind = view.kinds.size === 0 || view.kinds.has(one.kind);
    const ofStatus = view.statuses.size === 0 || view.statuses.has(one.now);
    if (ofStatus) kinds.set(one.kind, (kinds.get(one.kind) || 0) + 1);
    if (ofKind) statuses.set(one.now, (statuses.get(one.now) || 0) + 1);
    if (ofKind && ofStatus) shown.push(one);
  }
  return { kinds, statuses, shown: shown.sort(order()) };
}

function capacity(some) {
  return some.reduce((sum, one) => sum + (one.capacity || 0), 0);
}

function totals(shown) {
  const ready = shown.filter(one => one.now === "ready");
  const count = shown.length === items.length ? items.length : shown.length + " of " + items.length;
  return count + (items.length === 1 ? " component" : " components")
    + ", capacity " + capacity(shown) + " (" + capacity(ready) + " ready)";
}

function since(seconds) {
  if (seconds === null) return "never";
  if (seconds < 60) return Math.floor(seconds) + " s ago";
  if (seconds < 3600) return Math.floor(seconds / 60) + " min ago";
  if (seconds < 172800) return Math.floor(seconds / 3600) + " h ago";
  return Math.floor(seconds / 86400) + " days ago";
}

// A time in UTC or in the zone of the browser, in whole seconds.
function moment(millis) {
  if (Number.isNaN(millis)) return "";
  const offset = view.local ? -new Date(millis).getTimezoneOffset() : 0;
  const text = new Date(millis + offset * 60000).toISOString().slice(0, 19).replace("T", " ");
  if (!view.local) return text + " UTC";
  const minutes = Math.abs(offset);
  const two = number => String(number).padStart(2, "0");
  return text + (offset < 0 ? " -" : " +") + two(Math.floor(minutes / 60)) + ":" + two(minutes % 60);
}

function readAddress() {
  const given = new URLSearchParams(location.search);
  view.words = given.get("q") || "";
  view.kinds = new Set(given.getAll("kind"));
  view.statuses = new Set(given.getAll("status"));
  view.sort = COLUMNS.some(column => column.key === given.get("sort")) ? given.get("sort") : "name";
  view.down = given.get("order") === "desc";
  view.page = Math.max(1, Math.floor(Number(given.get("page"))) || 1);
  view.local = given.get("time") === "local";
  view.open = given.get("component") || "";
}

function address() {
  const said = new URLSearchParams();
  if (view.words) said.append("q", view.words);
  for (const kind of view.kinds) said.append("kind", kind);
  for (const one of view.statuses) said.append("status", one);
  if (view.sort !== "name") said.append("sort", view.sort);
  if (view.down) said.append("order", "desc");
  if (view.page > 1) said.append("page", view.page);
  if (view.local) said.append("time", "local");
  if (view.open) said.append("component", view.open);
  const text = said.toString();
  return location.pathname + (text ? "?" + text : "");
}
