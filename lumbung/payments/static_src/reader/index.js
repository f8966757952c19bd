// The page that checks cards without a network: everything it needs is in its one file.
import { fromCamera, fromPhoto, hasCamera } from "./camera.js";
import { readCard, readList } from "./card.js";
import { Refused, bytesOf, keysOf } from "./cose.js";

const DAY = 86_400_000;
const GOOD = ["valid"], OPEN = ["unlisted", "not_yet"];
const carried = JSON.parse(document.getElementById("dibawa").textContent);
const words = carried.words;
const part = (name) => document.getElementById(name);
const keys = keysOf(carried.keys);
const revoked = readList(bytesOf(carried.revoked), keys);
let stop = null;

function today() {
  const now = new Date();
  return new Date(now - 60_000 * now.getTimezoneOffset()).toISOString().slice(0, 10);
}

function inWords(day) {
  const options = { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" };
  return new Date(day).toLocaleDateString(document.documentElement.lang, options);
}

/** How old the list is, so that nobody trusts an old one. */
function tellAge() {
  const age = Math.max(0, Math.round((new Date(today()) - new Date(revoked.madeOn)) / DAY));
  const old = today() >= revoked.freshUntil;
  part("umur").textContent = (old ? words.list_old : words.list_age)
    .replace("{made}", inWords(revoked.madeOn)).replace("{days}", age).replace("{until}", inWords(revoked.freshUntil));
  part("umur").className = old ? "hasil buruk" : "mut";
  part("hari").textContent = words.today.replace("{today}", inWords(today()));
}

function show(kind, sentence, rows = []) {
  const result = part("hasil");
  result.className = `hasil ${kind}`;
  result.dataset.keadaan = kind;
  result.replaceChildren();
  const head = document.createElement("h2");
  head.textContent = sentence;
  result.append(head);
  for (const [term, value] of rows) {
    const line = document.createElement("p");
    const name = document.createElement("b");
    name.textContent = `${term}: `;
    line.append(name, value);
    result.append(line);
  }
  result.hidden = false;
  result.focus();
}

function check(text) {
  tellAge();
  try {
    const card = readCard(text, { keys, revoked, today: today() });
    const kind = GOOD.includes(card.status) ? "baik" : OPEN.includes(card.status) ? "tanya" : "buruk";
    show(kind, words[card.status], [
      [words.name, card.name],
      [words.number, card.number.match(/.{1,4}/g).join("-")],
      [words.issued, inWords(card.issuedOn)],
      [words.expires, inWords(card.expiresOn)],
    ]);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    show("buruk", words[error.message]);
  }
}

part("teks").addEventListener("submit", (event) => {
  event.preventDefault();
  check(part("isi-kode").value);
});

part("foto").addEventListener("change", async (event) => {
  const [file] = event.target.files;
  const text = file ? await fromPhoto(file).catch(() => null) : null;
  if (text) check(text);
  else show("tanya", words.no_code);
});

part("kamera").addEventListener("click", async () => {
  if (stop) {
    stop();
    stop = null;
  }
  part("layar").hidden = false;
  try {
    stop = await fromCamera(part("layar"), (text) => {
      part("layar").hidden = true;
      check(text);
    });
  } catch {
    part("layar").hidden = true;
    show("tanya", words.no_camera);
  }
});

part("kamera").hidden = !hasCamera();
tellAge();
