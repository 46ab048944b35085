const byId = id => document.getElementById(id);
let rows = [];
let pages = 1;
// Whether a list has come: before that nothing is known about components.
let listed = false;

// Everything that came from the registry goes through here: text stays text.
function element(name, className, text) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text !== undefined && text !== null) made.textContent = visible(text);
  return made;
}

// Characters that reverse or hide what stands beside them are shown by their number.
function visible(text) {
  return String(text).replace(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g,
    mark => "\\u" + mark.charCodeAt(0).toString(16).padStart(4, "0"));
}

function button(text, pressed, action) {
  const made = element("button", "", text);
  made.type = "button";
  if (pressed !== null) made.setAttribute("aria-pressed", String(pressed));
  made.addEventListener("click", action);
  return made;
}

function badge(now) {
  return element("span", "status " + (KNOWN.includes(now) ? now : "other"), now);
}

function blocked(one) {
  const made = element("span", "status blocked", "blocked");
  made.title = visible(one.blockedBy.join("\n"));
  return made;
}

function row(one) {
  const line = element("tr");
  if (one.key === view.selected) line.setAttribute("aria-current", "true");
  line.addEventListener("click", () => {
    if (String(getSelection()) === "") open(one.key);
  });
  const name = element("td", "name wide", one.name);
  if (one.item.uri) name.append(element("div", "soft", one.item.uri));
  const state = element("td");
  state.append(badge(one.now));
  if (one.blockedBy) state.append(blocked(one));
  const beat = element("td", "number", since(age(one)));
  beat.title = moment(one.beat);
  line.append(
    name, element("td", "soft", one.kind), state, element("td", "", one.runtime),
    element("td", "number", one.capacity), beat, element("td", "soft", one.host),
    element("td", "soft wide", one.labels));
  return line;
}

// One that is chosen stays to be seen when nothing of it is left, so that it can be taken back.
function chips(id, counts, chosenOnes) {
  const keys = [...new Set([...counts.keys(), ...chosenOnes])].sort(
    (a, b) => (id === "statuses" ? rank(a) - rank(b) : 0) || names.compare(a, b));
  fill(byId(id), keys.map(key =>
    button((counts.get(key) || 0) + " " + key, chosenOnes.has(key), () => change(() => {
      if (!chosenOnes.delete(key)) chosenOnes.add(key);
      view.page = 1;
    }))));
}

// Replaces the elements; the one that had the focus gives it to the one in its place.
function fill(place, elements) {
  const focused = [...place.children].findIndex(child => child.contains(document.activeElement));
  place.replaceChildren(...elements);
  const again = focused < 0 ? null : place.children[focused];
  if (again) (again.querySelector("button") || again).focus();
}

function heads() {
  fill(byId("heads"), COLUMNS.map(column => {
    const head = element("th", column.number ? "number" : "");
    if (column.key === view.sort) {
      head.setAttribute("aria-sort", view.down ? "descending" : "ascending");
    }
    head.append(button(column.title, null, () => change(() => {
      view.down = view.sort === column.key && !view.down;
      view.sort = column.key;
      view.page = 1;
    })));
    return head;
  }));
}

function field(name, value) {
  if (value === "" || value === null || value === undefined) return;
  const shown = element("dd");
  shown.append(typeof value === "string" ? visible(value) : value);
  byId("fields").append(element("dt", "", name), shown);
}

function time(text) {
  const millis = Date.parse(text);
  return Number.isNaN(millis) ? plain(text) : moment(millis);
}

function drain(one) {
  if (one.own.drain_until == null && one.own.drain_note == null) return "";
  const end = drainEnd(one);
  const until = Number.isNaN(end) ? "until it is resumed" : "until " + moment(end);
  return one.own.drain_note ? until + ": " + plain(one.own.drain_note) : until;
}

function owner({ own }) {
  const host = own.hostname == null ? "" : "host " + plain(own.hostname);
  const pid = own.pid == null ? "" : "pid " + plain(own.pid);
  return host && pid ? host + ", " + pid : host || pid;
}

// What a component depends on, a line for each with its state.
function dependsOn(dependencies) {
  const list = element("span");
  for (const { reference, optional, met, state } of dependencies) {
    const lacking = met === false && !optional;
    list.append(element("div", lacking ? "bad" : "", reference + " (" + state + ")"));
  }
  return list;
}

// What needs a component, each with a button that leads to it.
function neededBy(paths) {
  const list = element("span", "chips");
  list.append(...paths.slice(0, PAGE_ROWS).map(path => button(path, null, () => open(path))));
  if (paths.length > PAGE_ROWS) list.append("and " + (paths.length - PAGE_ROWS) + " more");
  return list;
}

function relations() {
  const shown = related.key === view.open ? related.answer : null;
  if (!shown) return;
  field("Depends on", shown.depends_on.length > 0 ? dependsOn(shown.depends_on) : "");
  field("Needed by", shown.needed_by.length > 0 ? neededBy(shown.needed_by) : "");
}

function detail() {
  byId("detail").hidden = !view.open;
  if (!view.open) return;
  if (listed && related.key !== view.open) relate();
  const one = items.find(candidate => candidate.key === view.open);
  byId("title").textContent = visible(one ? one.name : view.open);
  byId("fields").replaceChildren();
  if (!one) {
    field("Status", "not listed");
    return;
  }
  const registered = plain(one.item.status);
  const state = element("span");
  state.append(badge(one.now));
  if (registered !== one.now) state.append(" (registered as " + registered + ")");
  if (one.blockedBy) state.append(" ", blocked(one));
  field("Kind", one.kind);
  field("Status", state);
  field("Drain", drain(one));
  relations();
  field("Owner", owner(one));
  field("Runtime", one.runtime);
  field("Version", plain(one.own.version));
  field("Capacity", plain(one.capacity));
  field("Last heartbeat", (moment(one.beat) + " (" + since(age(one)) + ")").trim());
  field("URI", plain(one.item.uri));
  field("Labels", labels(one.item, "\n"));
  field("Capabilities", Array.isArray(one.item.capabilities)
    ? one.item.capabilities.map(plain).join(", ") : plain(one.item.capabilities));
  field("Runtime ID", plain(one.item.runtime_id));
  field("Created", time(one.item.created_at));
  field("Updated", time(one.item.updated_at));
  for (const [key, value] of Object.entries(one.own)) {
    const isShown = key === "depends_on" && related.answer && related.answer.depends_on.length > 0;
    if (!OWN_FIELDS.has(key) && !isShown) field(key, plain(value));
  }
}

function show() {
  const { kinds, statuses, shown } = chosen();
  pages = Math.max(1, Math.ceil(shown.length / PAGE_ROWS));
  const page = Math.min(view.page, pages);
  rows = shown.slice((page - 1) * PAGE_ROWS, page * PAGE_ROWS);
  chips("kinds", kinds, view.kinds);
  chips("statuses", statuses, view.statuses);
  heads();
  byId("rows").replaceChildren(...rows.map(row));
  byId("totals").textContent = totals(shown);
  byId("none").hidden = rows.length > 0 || !listed;
  byId("none").textContent =
    items.length === 0 ? "No component is registered." : "No component matches.";
  byId("pages").hidden = pages === 1;
  byId("page").textContent = "page " + page + " of " + pages;
  byId("previous").disabled = page === 1;
  byId("next").disabled = page === pages;
  byId("zone").textContent = view.local ? "Local time" : "UTC";
  if (document.activeElement !== byId("search")) byId("search").value = view.words;
  detail();
}

// What somebody chose goes into the address; typing makes no step to go back to.
function change(action, typing) {
  action();
  if (address() !== location.pathname + location.search) {
    history[typing ? "replaceState" : "pushState"](null, "", address());
  }
  show();
}

function open(key) {
  change(() => {
    view.open = key;
    view.selected = key;
  });
  byId("detail").focus();
}

function close() {
  change(() => { view.open = ""; });
}

function turn(pagesOn) {
  change(() => {
    view.page = Math.min(pages, Math.max(1, Math.min(view.page, pages) + pagesOn));
    view.selected = "";
  });
}

function select(index) {
  view.selected = rows[index] ? rows[index].key : "";
  show();
  const line = byId("rows").children[index];
  if (line) line.scrollIntoView({ block: "nearest" });
  if (view.open && view.selected) change(() => { view.open = view.selected; }, true);
}

function move(down) {
  const at = rows.findIndex(one => one.key === view.selected);
  const next = at < 0 ? (down ? 0 : rows.length - 1) : at + (down ? 1 : -1);
  const page = Math.min(view.page, pages);
  if (next >= rows.length && page < pages) {
    turn(1);
    select(0);
  } else if (next < 0 && page > 1) {
    turn(-1);
    select(rows.length - 1);
  } else {
    select(Math.min(rows.length - 1, Math.max(0, next)));
  }
}

function press(event) {
  if (event.ctrlKey || event.altKey || event.metaKey || event.target === byId("token")) return;
  const typing = event.target === byId("search");
  const onControl = event.target instanceof HTMLButtonElement
    || event.target instanceof HTMLAnchorElement;
  if (event.key === "/" && !typing) {
    byId("search").focus();
    byId("search").select();
  } else if (event.key === "Escape") {
    if (view.open) close();
    else if (typing) byId("search").blur();
    else select(-1);
  } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    move(event.key === "ArrowDown");
  } else if (event.key === "ArrowLeft" && !typing) {
    turn(-1);
  } else if (event.key === "ArrowRight" && !typing) {
    turn(1);
  } else if (event.key === "Enter" && !onControl && rows.length > 0) {
    open((rows.find(one => one.key === view.selected) || rows[0]).key);
  } else {
    return;
  }
  event.preventDefault();
}
