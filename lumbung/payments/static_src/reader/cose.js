// COSE_Sign1 (RFC 9052) with Ed25519 around a CWT: the envelope of cards and of the list of revoked cards.
import { ed25519 } from "@noble/curves/ed25519.js";
import { Tagged, decode, encode } from "cborg";

const SIGN1 = 18, CWT = 61;
const ALGORITHM = 1, KEY_ID = 4, EDDSA = -8;
const READING = { useMaps: true, tags: Tagged.preserve(SIGN1, CWT) };

/** Why a message is not believed: `unreadable`, `unknown_key` or `forged`. */
export class Refused extends Error {}

/** `{keyId, claims}` of a message that one of the keys (id to 32 bytes) signed. */
export function verify(message, keys) {
  const [protectedHeader, header, payload, signature] = parts(message);
  const keyId = keyIdOf(protectedHeader, header);
  const key = keys.get(keyId);
  if (!key) throw new Refused("unknown_key");
  const signed = encode(["Signature1", protectedHeader, new Uint8Array(), payload]);
  let fits = false;
  try {
    fits = ed25519.verify(signature, signed, key, { zip215: false });
  } catch {
    fits = false;
  }
  if (!fits) throw new Refused("forged");
  const claims = read(payload);
  if (!(claims instanceof Map)) throw new Refused("unreadable");
  return { keyId, claims };
}

/** The keys of a JSON Web Key Set, by id; keys of other kinds are passed over. */
export function keysOf(keySet) {
  const fitting = keySet.keys.filter((key) => key.crv === "Ed25519");
  return new Map(fitting.map((key) => [key.kid, bytesOf(key.x)]));
}

/** The bytes of Base64, of either alphabet. */
export function bytesOf(text) {
  const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(plain, (sign) => sign.charCodeAt(0));
}

function parts(message) {
  let found = read(message);
  while (found instanceof Tagged) found = found.value;
  const whole = Array.isArray(found) && found.length === 4 && found[1] instanceof Map;
  if (!whole || ![found[0], found[2], found[3]].every((part) => part instanceof Uint8Array)) {
    throw new Refused("unreadable");
  }
  return found;
}

function keyIdOf(protectedHeader, header) {
  const named = protectedHeader.length ? read(protectedHeader) : new Map();
  if (!(named instanceof Map) || named.get(ALGORITHM) !== EDDSA) throw new Refused("unreadable");
  const name = named.get(KEY_ID) ?? header.get(KEY_ID);
  if (!(name instanceof Uint8Array)) throw new Refused("unreadable");
  return Array.from(name, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function read(bytes) {
  try {
    return decode(bytes, READING);
  } catch {
    throw new Refused("unreadable");
  }
}
