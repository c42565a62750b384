import { Curve } from "@whiskeysockets/baileys";
import { expect, it } from "vitest";
import { verifySignature } from "./xed25519.ts";

const message = Buffer.from("the message");

it("accepts what the owner of the key signed", () => {
  for (let round = 0; round < 8; round++) {
    const keys = Curve.generateKeyPair();
    expect(verifySignature(keys.public, message, Curve.sign(keys.private, message))).toBe(true);
  }
});

it("refuses another message, another key and a changed signature", () => {
  const keys = Curve.generateKeyPair();
  const signature = Curve.sign(keys.private, message);
  const changed = Buffer.from(signature);
  changed.writeUInt8(changed.readUInt8(0) ^ 1, 0);
  expect(verifySignature(keys.public, Buffer.from("another"), signature)).toBe(false);
  expect(verifySignature(Curve.generateKeyPair().public, message, signature)).toBe(false);
  expect(verifySignature(keys.public, message, changed)).toBe(false);
  expect(verifySignature(keys.public, message, Buffer.alloc(3))).toBe(false);
});
