const EVERY_MS = 5000;
let token = remembered("sessionStorage", "noetl-token");
let timer = 0;

function theme(chosenOne) {
  if (chosenOne === "auto") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = chosenOne;
  byId("theme").textContent = { auto: "Auto", light: "Light", dark: "Dark" }[chosenOne];
}

// A browser may refuse to store anything; then nothing is remembered.
function remembered(store, key) {
  try {
    return window[store].getItem(key) || "";
  } catch (refused) {
    return "";
  }
}

function remember(store, key, value) {
  try {
    window[store].setItem(key, value);
  } catch (refused) {
    // It lasts as long as the page.
  }
}

function tell(text, bad) {
  byId("state").textContent = text;
  byId("state").className = bad ? "bad" : "";
}

// To draw the rows anew would take a selection away from somebody who copies a name.
function showUnlessSelected() {
  if (getSelection().isCollapsed) show();
}

// Asks what the component whose details are shown depends on, and what needs it.
async function relate() {
  const key = view.open;
  if (related.key !== key) related = { key, answer: null };
  if (!items.some(one => one.own.depends_on)) {
    related.answer = null;
    return;
  }
  const one = items.find(candidate => candidate.key === key);
  if (!one) return;
  try {
    const headers = token ? { Authorization: "Bearer " + token } : {};
    const path = [one.item.kind, one.item.name].map(encodeURIComponent).join("/");
    const got = await fetch("api/runtimes/" + path + "/dependencies?depth=1", { headers });
    const answer = got.ok ? (await got.json()).items[0] : null;
    if (related.key !== key) return;
    related.answer = answer;
    showUnlessSelected();
  } catch (problem) {
    // The list tells that the server does not answer.
  }
}

async function refresh() {
  clearTimeout(timer);
  const begun = performance.now();
  try {
    const headers = token ? { Authorization: "Bearer " + token } : {};
    const [health, list] = await Promise.all(
      [fetch("api/health"), fetch("api/runtimes?secrets=masked", { headers })]);
    const well = await health.json();
    offlineAfter = well.offline_after_s || offlineAfter;
    byId("login").hidden = list.status !== 401;
    const answer = await list.json();
    if (list.ok) {
      const date = Date.parse(list.headers.get("Date"));
      ahead = Number.isNaN(date) ? 0 : date - Date.now();
      listed = true;
      items = answer.items.map(component).filter(one => one.runtime !== "server_control");
      if (view.open) relate();
      showUnlessSelected();
      tell("updated " + moment(there()).slice(11), false);
    } else if (list.status === 401) {
      tell(token ? "this token is not known" : "a token is needed", true);
    } else {
      show();
      tell("not up to date: " + (answer.error || answer.detail || list.status), true);
    }
  } catch (problem) {
    show();
    tell("not up to date: the server does not answer", true);
  }
  // A long list takes time to fetch and to draw; most of the time is left to other things.
  timer = setTimeout(refreshSeen, Math.max(EVERY_MS, 10 * (performance.now() - begun)));
}

// A page in the background asks for nothing until it is looked at again.
function refreshSeen() {
  if (!document.hidden) refresh();
}

document.addEventListener("visibilitychange", refreshSeen);
byId("login").addEventListener("submit", event => {
  event.preventDefault();
  token = byId("token").value.trim();
  remember("sessionStorage", "noetl-token", token);
  refresh();
});
byId("search").addEventListener("input", () => change(() => {
  view.words = byId("search").value;
  view.page = 1;
  view.selected = "";
}, true));
byId("zone").addEventListener("click", () => change(() => { view.local = !view.local; }));
byId("theme").addEventListener("click", () => {
  const now = document.documentElement.dataset.theme || "auto";
  const next = { auto: "light", light: "dark", dark: "auto" }[now];
  remember("localStorage", "noetl-theme", next);
  theme(next);
});
byId("previous").addEventListener("click", () => turn(-1));
byId("next").addEventListener("click", () => turn(1));
byId("close").addEventListener("click", close);
addEventListener("keydown", press);
addEventListener("popstate", () => {
  readAddress();
  byId("search").value = view.words;
  show();
});
theme(["light", "dark"].find(one => one === remembered("localStorage", "noetl-theme")) || "auto");
readAddress();
refresh();
