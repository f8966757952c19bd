// Keeps the answers of a form on a weak line. Each answer waits in this browser, under its owner, until the server has
// said that it is saved; then it is forgotten here. Signing out, or somebody else signing in, forgets what is left.
// Pages work without this file: the button of the form saves as well.
(function () {
  "use strict";
  var PREFIX = "lumbung.kept:";
  var AGAIN = 5000, PATIENCE = 20000;
  var form = document.querySelector("form[data-keep]");
  var flushing = document.querySelector("[data-keep-flush]");
  var owner = (form || flushing || { dataset: {} }).dataset.owner || "";
  var busy = false, timer = 0;

  function keys(match) {
    var found = [];
    for (var at = 0; at < localStorage.length; at += 1) {
      var key = localStorage.key(at);
      if (key.indexOf(PREFIX) === 0 && match(key.slice(PREFIX.length).split(":"))) { found.push(key); }
    }
    return found;
  }

  function forget(match) { keys(match).forEach(function (key) { localStorage.removeItem(key); }); }

  function keyOf(number, member) { return PREFIX + [owner, number, member].join(":"); }

  function read(key) {
    try { return JSON.parse(localStorage.getItem(key)) || { answers: {} }; } catch (error) { return { answers: {} }; }
  }

  function write(key, kept) {
    if (Object.keys(kept.answers).length) { localStorage.setItem(key, JSON.stringify(kept)); } else { localStorage.removeItem(key); }
  }

  function own(number) {
    return keys(function (parts) { return parts[0] === owner && (!number || parts[1] === number); });
  }

  function waiting(number) {
    return own(number).reduce(function (sum, key) { return sum + Object.keys(read(key).answers).length; }, 0);
  }

  function words(name, values) {
    var text = (form || flushing).dataset["w" + name] || "";
    Object.keys(values || {}).forEach(function (key) { text = text.replace("{" + key + "}", values[key]); });
    return text;
  }

  function say(text) {
    var place = document.querySelector("[data-keep-status]");
    if (place) { place.hidden = !text; place.textContent = text; }
  }

  function token() { return document.querySelector("input[name=csrfmiddlewaretoken]").value; }

  function clock() { return new Date().toLocaleTimeString("id-ID", { hour: "2-digit", minute: "2-digit" }); }

  function line(parent, tag, text, css) {
    var made = document.createElement(tag);
    if (css) { made.className = css; }
    made.textContent = text;
    parent.appendChild(made);
    return made;
  }

  function tell(answer, asked) {
    document.querySelectorAll("[data-said]").forEach(function (place) { place.textContent = ""; });
    answer.said.concat(answer.conflicts).forEach(function (one) {
      var place = document.querySelector('[data-said="' + one.field + '"]');
      if (place) { line(place, "p", one.sentence, one.severity === "error" || !one.severity ? "beside--wrong" : ""); }
    });
    var known = document.querySelector("[data-known]");
    if (!known || !asked) { return; }
    known.textContent = "";
    if (!answer.known.length) { return; }
    var box = line(known, "div", "", "box known"), list = line(box, "ul", "", "mem");
    answer.known.forEach(function (one) {
      var item = line(list, "li", "");
      if (one.url) {
        line(item, "a", one.name).href = one.url;
        line(item, "span", " " + one.village + (one.age === null ? "" : " · " + words("Years", { n: one.age })));
      }
      line(item, "p", one.sentence, "sm");
    });
  }

  function send(key) {
    var parts = key.slice(PREFIX.length).split(":"), kept = read(key), sent = Object.assign({}, kept.answers);
    var here = form && parts[1] === form.dataset.form && parts[2] === form.dataset.member;
    var stop = new AbortController(), limit = setTimeout(function () { stop.abort(); }, PATIENCE);
    return fetch(kept.url, {
      method: "PATCH", credentials: "same-origin", signal: stop.signal,
      headers: { "Content-Type": "application/json", "X-CSRFToken": token() },
      body: JSON.stringify({ member: Number(parts[2]), seen: Number(here ? form.dataset.seen : kept.seen), answers: sent })
    }).then(function (response) {
      clearTimeout(limit);
      return response.json().then(function (answer) { return { status: response.status, answer: answer }; });
    }).then(function (got) {
      if (got.status === 401 || got.status === 403) { say(words("Signin")); return false; }
      if (got.status >= 500) { throw new Error("later"); }
      var left = read(key);
      Object.keys(sent).forEach(function (name) { if (left.answers[name] === sent[name]) { delete left.answers[name]; } });
      write(key, left);
      if (got.status >= 400) { say(words("Refused", { why: got.answer.title })); return true; }
      if (here) {
        form.dataset.seen = got.answer.version;
        form.elements.seen.value = got.answer.version;
        tell(got.answer, true);
      }
      say(words("Saved", { time: clock() }));
      return true;
    });
  }

  function later() { clearTimeout(timer); timer = setTimeout(flush, AGAIN); }

  function offline() { say(words(form ? "Offline" : "Waiting", { n: waiting("") })); later(); }

  function flush() {
    var left = own("");
    if (busy || !left.length || !owner) { return; }
    if (!navigator.onLine) { offline(); return; }
    busy = true;
    if (form) { say(words("Saving")); }
    send(left[0]).then(function (goOn) {
      busy = false;
      if (goOn) { flush(); }
    }, function () { busy = false; offline(); });
  }

  function keep(field) {
    if (!field.name || field.name === "seen" || field.type === "hidden") { return; }
    var key = keyOf(form.dataset.form, form.dataset.member), kept = read(key);
    kept.url = form.dataset.keep;
    kept.seen = form.dataset.seen;
    kept.answers[field.name] = field.value;
    write(key, kept);
  }

  function restore() {
    var kept = read(keyOf(form.dataset.form, form.dataset.member)).answers;
    Object.keys(kept).forEach(function (name) {
      var field = form.elements[name];
      if (field) { field.value = kept[name]; }
    });
  }

  function skip() {
    form.querySelectorAll("[data-only]").forEach(function (question) {
      var asked = form.elements[question.dataset.only];
      var given = asked ? asked.value : "";
      question.hidden = Boolean(given) && question.dataset.answers.split(" ").indexOf(given) < 0;
    });
  }

  var leaving = document.querySelector("form[data-forget-all]");
  if (leaving) { leaving.addEventListener("submit", function () { forget(function () { return true; }); }); }
  var sent = document.querySelector("[data-forget]");
  if (sent) { forget(function (parts) { return parts[1] === sent.dataset.forget; }); }
  if (!owner) { return; }
  forget(function (parts) { return parts[0] !== owner; });
  window.addEventListener("online", flush);
  if (form) {
    var soon = 0;
    restore();
    skip();
    form.addEventListener("change", function (event) { keep(event.target); skip(); flush(); });
    form.addEventListener("input", function (event) {
      keep(event.target);
      clearTimeout(soon);
      soon = setTimeout(flush, 900);
    });
    form.addEventListener("submit", function (event) {
      if (!navigator.onLine) { event.preventDefault(); offline(); }
    });
  }
  var sending = document.querySelector("form[data-send]");
  if (sending) {
    sending.addEventListener("submit", function (event) {
      if (own(flushing.dataset.keepFlush).length) { event.preventDefault(); offline(); flush(); }
    });
  }
  flush();
})();
