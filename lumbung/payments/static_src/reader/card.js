// What the code of a card says on a day, and whether the list of revoked cards knows it. The same rules as on the server.
import { unzlibSync } from "fflate";
import { decode as fromBase45 } from "./base45.js";
import { Refused, verify } from "./cose.js";

const PREFIX = "KKS1:";
const LONGEST = 4296; // the most that a QR code holds
const EXPIRES = 4, NOT_BEFORE = 5, ISSUED = 6, CLAIM_169 = 169, STATUS = 65535, STATUS_LIST = 65533;
const ID = 1, FULL_NAME = 4;

/** `{name, number, issuedOn, expiresOn, status}`; throws `Refused`. `today` is `2026-11-22`, as are all days. */
export function readCard(text, { keys, revoked, today }) {
  const { claims } = verify(unpacked(text.trim()), keys);
  try {
    const face = faceOf(claims);
    return { ...face, status: statusOf(face, revoked, today) };
  } catch {
    throw new Refused("unreadable");
  }
}

/** The signed list: which places are revoked, made when, to be trusted before which day. */
export function readList(message, keys) {
  const { claims } = verify(message, keys);
  const bits = unzlibSync(claims.get(STATUS_LIST).get("lst"));
  return { bits, madeOn: day(claims.get(ISSUED)), freshUntil: day(claims.get(EXPIRES)) };
}

function unpacked(text) {
  const body = text.startsWith(PREFIX) ? text.slice(PREFIX.length) : text;
  try {
    if (body.length > LONGEST) throw new RangeError("too long");
    return unzlibSync(fromBase45(body));
  } catch {
    throw new Refused("unreadable");
  }
}

function faceOf(claims) {
  const who = claims.get(CLAIM_169);
  const place = claims.get(STATUS).get("status_list").get("idx");
  if (!Number.isSafeInteger(place) || place < 0) throw new RangeError("no place");
  return {
    name: String(who.get(FULL_NAME)),
    number: String(who.get(ID)),
    issuedOn: day(claims.get(NOT_BEFORE)),
    expiresOn: day(claims.get(EXPIRES)),
    place,
  };
}

function statusOf(face, revoked, today) {
  if (today < face.issuedOn) return "not_yet";
  if (today >= face.expiresOn) return "expired";
  if (face.place >= 8 * revoked.bits.length || today >= revoked.freshUntil) return "unlisted";
  return (revoked.bits[face.place >> 3] >> (face.place & 7)) & 1 ? "revoked" : "valid";
}

function day(moment) {
  return new Date(1000 * Number(moment)).toISOString().slice(0, 10);
}
