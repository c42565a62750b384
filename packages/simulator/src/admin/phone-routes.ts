import type { KickReason } from "../actors/phone-host.ts";
import type { PhoneOptions } from "../controls.ts";
import { Fields, invalid } from "./body.ts";
import { readBusiness } from "./business-fields.ts";
import type { Route } from "./route.ts";

const REASONS = [
  "restart",
  "replaced",
  "logged_out",
  "unavailable",
  "banned",
  "drop",
] as const satisfies readonly KickReason[];

/** The body is the QR string itself. Without `?phone=` the phone follows from the client's push name. */
export const scanQr: Route = async ({ simulator, query, body }) => {
  const qr = body.trim();
  if (qr === "") throw invalid("the body must be the text of a QR code");
  const number = query.get("phone");
  const phone = number === null ? simulator.phoneForQr(qr) : simulator.phone(number);
  return phone.scanQr(qr);
};

/** Scans what a screen in sight shows, so that nobody needs to know the QR string. */
export const scanScreen: Route = ({ simulator, parameter, body }) => {
  const screen = new Fields(body, ["screen"]).text("screen");
  return simulator.existingPhone(parameter).scanQr(simulator.screens.read(screen));
};

export const createPhone: Route = ({ simulator, body }) => {
  const fields = new Fields(body, ["phone", "name", "business"]);
  const options: PhoneOptions = {};
  if (fields.has("name")) options.name = fields.text("name");
  if (fields.has("business")) options.business = readBusiness(fields.raw("business"));
  const { number, jid, lid, name } = simulator.phone(fields.text("phone"), options);
  return { phone: number, jid, lid, name };
};

export const enterCode: Route = ({ simulator, parameter, body }) => {
  const code = new Fields(body, ["code"]).text("code").replaceAll("-", "").toUpperCase();
  return simulator.existingPhone(parameter).enterCode(code);
};

export const listMessages: Route = ({ simulator, parameter }) => simulator.existingPhone(parameter).messages();

export const sendMessage: Route = ({ simulator, parameter, body }) => {
  const fields = new Fields(body, ["to", "text"]);
  const to = fields.text("to").replace(/^\+/, "");
  if (!/^\d+$/.test(to) && !/^[\d:-]+@[a-z.]+$/.test(to))
    throw invalid('"to" must be digits, an address or a group id');
  return simulator.existingPhone(parameter).sendText(to, fields.text("text"));
};

/** Answers with the id of the edit itself; the message keeps its own. */
export const editMessage: Route = ({ simulator, parameter, body }) => {
  const fields = new Fields(body, ["id", "text"]);
  return simulator.existingPhone(parameter).editText(fields.text("id"), fields.text("text"));
};

export const revokeMessage: Route = ({ simulator, parameter, body }) => {
  const id = new Fields(body, ["id"]).text("id");
  return simulator.existingPhone(parameter).revoke(id);
};

export const react: Route = ({ simulator, parameter, body }) => {
  const fields = new Fields(body, ["id", "emoji"]);
  return simulator.existingPhone(parameter).react(fields.text("id"), fields.anyText("emoji"));
};

export const read: Route = ({ simulator, parameter, body }) => {
  const id = new Fields(body, ["id"]).text("id");
  simulator.existingPhone(parameter).read(id);
  return { id };
};

/** The chat is named as in the messages: a number or the id of a group. */
export const readChat: Route = ({ simulator, parameter, body }) => {
  const chat = new Fields(body, ["chat"]).text("chat");
  return { read: simulator.existingPhone(parameter).readChat(chat) };
};

/** Takes the phone's own connection away or gives it back. */
export const setConnection: Route = ({ simulator, parameter, body }) => {
  const online = new Fields(body, ["online"]).flag("online");
  const phone = simulator.existingPhone(parameter);
  if (online) phone.goOnline();
  else phone.goOffline();
  return { online };
};

export const kick: Route = ({ simulator, parameter, body }) => {
  const reason = new Fields(body, ["reason"]).choice("reason", REASONS);
  return { kicked: simulator.existingPhone(parameter).kick(reason) };
};
