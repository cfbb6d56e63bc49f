// Keeps a page as the server has it: when something changed, the page is read again, and each part of it that is different is
// put in the place of the old one. Without this script every page works; it has to be loaded again by hand.

const events = document.body.dataset.events;
const connection = document.getElementById("connection");
let reading = false;
let leaving = false;
let again = false;

rememberZone();
if (events) {
  listen();
}
const run = document.querySelector("[data-seen]");
if (run) {
  recall(run);
}

// What changed since the run was last looked at in this browser.
async function recall(run) {
  const key = `seen ${run.dataset.seen}`;
  const version = Number(run.dataset.version);
  const seen = Number(localStorage.getItem(key));
  localStorage.setItem(key, String(version));
  if (seen > 0 && seen < version) {
    const answer = await fetch(`${location.pathname}/changes?since=${seen}`, { cache: "no-store" });
    if (answer.ok && !answer.redirected) {
      const parsed = new DOMParser().parseFromString(await answer.text(), "text/html");
      document.getElementById("changes").replaceChildren(...parsed.body.children);
    }
  }
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
  const source = new EventSource(events);
  source.addEventListener("change", refresh);
  source.addEventListener("left-behind", refresh);
  source.onopen = () => {
    say("");
    // What happened between the page and its stream, or while the stream was lost.
    refresh();
  };
  source.onerror = () => {
    say("The connection is lost. What you see may be old; it is read again as soon as the connection is back.");
    if (source.readyState === EventSource.CLOSED) {
      source.close();
      setTimeout(listen, 5000);
    }
  };
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
    const answer = await fetch(location.href, { headers: { Accept: "text/html" }, cache: "no-store" });
    if (answer.redirected || answer.status === 401) {
      say("You are signed out. Load the page again to sign in.");
    } else if (answer.ok) {
      exchange(new DOMParser().parseFromString(await answer.text(), "text/html"));
    }
  } catch {
    say("The page cannot be read just now. What you see may be old.");
  } finally {
    reading = false;
    if (again) {
      again = false;
      refresh();
    }
  }
}

function exchange(fresh) {
  for (const part of document.querySelectorAll("[data-part]")) {
    const next = fresh.getElementById(part.id);
    if (next?.dataset.part === part.dataset.part) {
      continue;
    }
    if (isBeingWritten(part)) {
      part.querySelector("[data-outdated]")?.removeAttribute("hidden");
    } else if (!next) {
      part.remove();
    } else {
      const focus = document.activeElement?.id;
      const held = part.contains(document.activeElement);
      next.classList.add("changed");
      part.replaceWith(next);
      if (held && focus) {
        document.getElementById(focus)?.focus({ preventScroll: true });
      }
    }
  }
  for (const next of fresh.querySelectorAll("[data-part]")) {
    if (!document.getElementById(next.id)) {
      const before = next.previousElementSibling && document.getElementById(next.previousElementSibling.id);
      if (before) {
        before.after(next);
      } else {
        document.getElementById(next.parentElement.id)?.prepend(next);
      }
    }
  }
  const now = fresh.querySelector("[data-seen]");
  if (now) {
    localStorage.setItem(`seen ${now.dataset.seen}`, now.dataset.version);
  }
  document.title = fresh.title;
}

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
  connection.textContent = text;
  connection.classList.toggle("note", text !== "");
}
