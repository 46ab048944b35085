const EVERY_MS = 5000;
let token = sessionStorage.getItem("noetl-token") || "";
let timer = 0;

function theme(chosenOne) {
  if (chosenOne === "auto") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = chosenOne;
  byId("theme").textContent = { auto: "Auto", light: "Light", dark: "Dark" }[chosenOne];
  localStorage.setItem("noetl-theme", chosenOne);
}

function tell(text, bad) {
  byId("state").textContent = text;
  byId("state").className = bad ? "bad" : "";
}

async function refresh() {
  clearTimeout(timer);
  const begun = performance.now();
  try {
    const headers = token ? { Authorization: "Bearer " + token } : {};
    const [health, listed] = await Promise.all(
      [fetch("api/health"), fetch("api/runtimes?secrets=masked", { headers })]);
    const well = await health.json();
    offlineAfter = well.offline_after_s || offlineAfter;
    byId("login").hidden = listed.status !== 401;
    const answer = await listed.json();
    if (listed.ok) {
      const date = Date.parse(listed.headers.get("Date"));
      ahead = Number.isNaN(date) ? 0 : date - Date.now();
      items = answer.items.map(component).filter(one => one.runtime !== "server_control");
      show();
      tell("updated " + moment(there()).slice(11), false);
    } else if (listed.status === 401) {
      tell(token ? "this token is not known" : "a token is needed", true);
    } else {
      show();
      tell("not up to date: " + (answer.error || answer.detail || listed.status), true);
    }
  } catch (problem) {
    show();
    tell("not up to date: the server does not answer", true);
  }
  // A long list takes time to fetch and to draw; most of the time is left to other things.
  timer = setTimeout(refresh, Math.max(EVERY_MS, 10 * (performance.now() - begun)));
}

byId("login").addEventListener("submit", event => {
  event.preventDefault();
  token = byId("token").value.trim();
  sessionStorage.setItem("noetl-token", token);
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
  theme({ auto: "light", light: "dark", dark: "auto" }[now]);
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
theme(["light", "dark"].find(one => one === localStorage.getItem("noetl-theme")) || "auto");
readAddress();
refresh();
