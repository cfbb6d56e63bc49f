// Keeps a page as the server has it: when something changed, the page is read again, and each part of it that is different is
// put in the place of the old one, without moving what somebody looks at. Without this script every page works; it has to be loaded
// again by hand.

const connection = document.getElementById("connection");
const news = document.getElementById("news");
const shown = document.querySelector("[data-run]");
// The page was read before the stream is opened: it begins with what has happened since.
const stream = document.body.dataset.events && new URL(document.body.dataset.events, location.href);
const PATIENCE = 3;
const SILENCE = 15000;
const PAUSE = 1000;
const LONG = 1000;
let source;
let heard = 0;
let silence = SILENCE;
let reading = false;
let leaving = false;
let again = false;
let offered = [];

foldLong(document);
showWhatMatters(document);
rememberZone();
if (stream) {
  listen();
  setInterval(watch, 500);
  addEventListener("offline", lost);
  // A page that the browser had kept aside has no stream any more.
  addEventListener("pageshow", (event) => event.persisted && listen());
}
if (shown?.dataset.seen) {
  recall();
}

// Words of others, however many, take little room: what is long has a window of its own, in which all of it can be read.
function foldLong(within) {
  for (const words of within.querySelectorAll("[dir=auto]")) {
    if (words.textContent.length > LONG) {
      words.classList.add("long");
      words.tabIndex = 0;
    }
  }
}

// A picture that is wider than the screen begins with what was looked for, what is asked, or what it is about.
function showWhatMatters(within) {
  for (const view of within.querySelectorAll(".graph .scroll")) {
    const box = view.querySelector(".found") ?? view.querySelector(".look-asking") ?? view.querySelector(".look-going");
    if (box && view.scrollWidth > view.clientWidth) {
      const place = box.getBoundingClientRect();
      view.scrollLeft += place.left + place.width / 2 - view.getBoundingClientRect().left - view.clientWidth / 2;
    }
  }
}

// What changed since the run was last looked at in this browser.
async function recall() {
  const version = Number(shown.dataset.version);
  const seen = Number(localStorage.getItem(`seen ${shown.dataset.run}`));
  remember(version);
  if (seen > 0 && seen < version) {
    const answer = await fetch(`${location.pathname}/changes?since=${seen}`, { cache: "no-store", redirect: "manual" });
    if (answer.ok) {
      const parsed = new DOMParser().parseFromString(await answer.text(), "text/html");
      const tell = () => document.getElementById("changes").replaceChildren(...parsed.body.children);
      // Whoever begins at the top is to see it first; who is somewhere else already stays there.
      if (scrollY === 0) {
        tell();
      } else {
        keepInPlace(tell);
      }
    }
  }
}

function remember(version) {
  localStorage.setItem(`seen ${shown.dataset.run}`, String(version));
}

// The server tells times in the reader's zone.
function rememberZone() {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const cookie = `zone=${encodeURIComponent(zone)}`;
  if (zone && !document.cookie.split("; ").includes(cookie)) {
    document.cookie = `${cookie}; path=/; max-age=31536000; samesite=lax`;
    refresh();
  }
}

function listen() {
  source?.close();
  source = new EventSource(stream);
  heard = performance.now();
  silence = SILENCE;
  source.addEventListener("change", (event) => {
    goOnAfter(event);
    const change = JSON.parse(event.data);
    if (change.run !== shown?.dataset.run || change.last > Number(shown.dataset.version)) {
      refresh();
    }
  });
  source.addEventListener("left-behind", (event) => {
    goOnAfter(event);
    refresh();
  });
  source.addEventListener("alive", (event) => {
    heard = performance.now();
    silence = PATIENCE * JSON.parse(event.data).every;
  });
  source.onopen = () => {
    heard = performance.now();
    say("");
  };
  source.onerror = () => {
    lost();
    if (source.readyState === EventSource.CLOSED) {
      // It was refused: perhaps nobody is signed in any more, which reading the page tells.
      refresh();
      setTimeout(listen, 5000);
    }
  };
}

function goOnAfter(event) {
  heard = performance.now();
  stream.searchParams.set("after", event.lastEventId);
}

// A connection can be dead without an error: when a network ends, or a machine was asleep.
function watch() {
  if (source.readyState !== EventSource.CLOSED && performance.now() - heard > silence) {
    lost();
    listen();
  }
}

function lost() {
  say("The connection is lost. What you see may be old; what you miss comes as soon as the connection is back.");
}

// What a form was answered is told once, on the page that comes next; reading this one again must not take it away.
document.addEventListener("submit", () => {
  leaving = true;
});
addEventListener("pageshow", () => {
  leaving = false;
});

async function refresh() {
  if (leaving) {
    return;
  }
  if (reading) {
    again = true;
    return;
  }
  reading = true;
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" }, cache: "no-store", redirect: "manual" });
    if (answer.type === "opaqueredirect" || answer.status === 401) {
      say("You are signed out. Load the page again to sign in.");
    } else if (answer.ok) {
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
      foldLong(fresh);
      keepInPlace(() => exchange(fresh));
    } else {
      say("The page cannot be read just now. What you see may be old.");
    }
  } catch {
    say("The page cannot be read just now. What you see may be old.");
  }
  // Where much happens, a page is not read more often than somebody can look.
  setTimeout(() => {
    reading = false;
    if (again) {
      again = false;
      refresh();
    }
  }, PAUSE);
}

// What has the focus, or else the topmost thing that is seen and still there afterwards, stays where it is, whatever changes above it.
function keepInPlace(change) {
  const places = [...document.querySelectorAll("[data-part], [data-part] [id]")]
    .filter((element) => element.id && isInView(element))
    .map((element) => ({ id: element.id, top: element.getBoundingClientRect().top, focus: element.matches(":focus") }))
    .sort((one, other) => other.focus - one.focus || (one.top < 0) - (other.top < 0));
  change();
  const place = places.find((candidate) => document.getElementById(candidate.id));
  if (place) {
    const moved = document.getElementById(place.id).getBoundingClientRect().top - place.top;
    scrollBy({ top: moved, behavior: "instant" });
  }
}

function isInView(element) {
  const place = element.getBoundingClientRect();
  return place.bottom > 0 && place.top < innerHeight;
}

function exchange(fresh) {
  for (const part of document.querySelectorAll("[data-part]")) {
    const next = fresh.getElementById(part.id);
    if (next?.dataset.part === part.dataset.part) {
      continue;
    }
    if (isBeingWritten(part)) {
      part.querySelector("[data-outdated]")?.removeAttribute("hidden");
    } else if (next) {
      replace(part, next);
    } else {
      end(part);
    }
  }
  offered = [];
  for (const next of fresh.querySelectorAll("[data-part]")) {
    const old = document.getElementById(next.id);
    if (!old) {
      offered.push(next);
    } else if (old.classList.contains("over")) {
      replace(old, next);
    }
  }
  const hidden = offered.filter((next) => !isOutOfView(next));
  offered.filter((next) => !hidden.includes(next)).forEach(insert);
  offered = hidden;
  news.hidden = offered.length === 0;
  const now = fresh.querySelector("[data-run]");
  if (now && shown) {
    shown.dataset.version = now.dataset.version;
    if (shown.dataset.seen) {
      remember(now.dataset.version);
    }
  }
  document.title = fresh.title;
}

// A part that became smaller keeps its room, so that what is below it does not move. Parts are copied: who is whose neighbour on the
// page that was read is asked for later.
function replace(part, fresh) {
  const next = document.importNode(fresh, true);
  const held = part.contains(document.activeElement) && document.activeElement.id;
  const height = part.getBoundingClientRect().height;
  next.classList.add("changed");
  part.replaceWith(next);
  showWhatMatters(next);
  if (next.getBoundingClientRect().height < height) {
    next.style.minHeight = `${height}px`;
  }
  if (held) {
    document.getElementById(held)?.focus({ preventScroll: true });
  }
}

// What is not there any more stays to be read until the page is loaded again, but nothing can be done with it.
function end(part) {
  if (!isInView(part)) {
    part.remove();
    return;
  }
  const height = part.getBoundingClientRect().height;
  part.querySelectorAll("form, [data-while]").forEach((control) => control.remove());
  part.querySelectorAll("[data-over]").forEach((words) => words.removeAttribute("hidden"));
  part.classList.add("over");
  part.style.minHeight = `${height}px`;
  delete part.dataset.part;
}

function neighbour(next) {
  return next.previousElementSibling?.id && document.getElementById(next.previousElementSibling.id);
}

// What is new comes by itself where nobody looks; elsewhere it would push away what they read, and waits to be asked for.
function isOutOfView(next) {
  const before = neighbour(next);
  const edge = before ? before.getBoundingClientRect().bottom : document.getElementById(next.parentElement.id)?.getBoundingClientRect().top;
  return edge === undefined || edge < 0 || edge > innerHeight;
}

function insert(fresh) {
  const before = neighbour(fresh);
  const next = document.importNode(fresh, true);
  next.classList.add("changed");
  if (before) {
    before.after(next);
  } else {
    document.getElementById(fresh.parentElement.id)?.prepend(next);
  }
}

news.querySelector("button").addEventListener("click", () => {
  offered.forEach(insert);
  const first = document.getElementById(offered[0].id);
  offered = [];
  news.hidden = true;
  first.tabIndex = -1;
  first.focus();
});

// What somebody is writing is not taken from them; they are told that it is about something older.
function isBeingWritten(part) {
  return (
    [...part.querySelectorAll("textarea, input[type=text], input[type=search]")].some((field) => field.value !== field.defaultValue) ||
    part.querySelector("input[type=checkbox]:checked") !== null ||
    [...part.querySelectorAll("input[type=date]")].some((field) => field.value !== field.defaultValue) ||
    [...part.querySelectorAll("select")].some((select) => [...select.options].some((option) => option.selected && !option.defaultSelected && select.querySelector("[selected]")))
  );
}

// In a list, j and k go to the next and the one before, as in many inboxes; they do nothing while somebody writes.
document.addEventListener("keydown", (event) => {
  const links = [...document.querySelectorAll(".lines h2 a")];
  const writing = event.target.closest("input, textarea, select");
  if (links.length === 0 || writing || event.ctrlKey || event.metaKey || event.altKey) {
    return;
  }
  const here = links.indexOf(document.activeElement);
  if (event.key === "j") {
    links[Math.min(here + 1, links.length - 1)].focus();
  } else if (event.key === "k") {
    links[Math.max(here - 1, 0)].focus();
  }
});

function say(text) {
  if (connection.textContent !== text) {
    connection.textContent = text;
  }
}
