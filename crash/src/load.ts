import { setTimeout as pause } from "node:timers/promises";
import type { Phone, WhatsAppSimulator } from "@polyphone/simulator";
import { type Cast, queuedIds, type Tenant } from "./cast.ts";
import type { Ledger } from "./ledger.ts";
import type { Random } from "./random.ts";

/** A message that is to be written. */
interface Letter {
  readonly from: Phone;
  readonly to: string;
  /** Whose chat it is, for the token. */
  readonly label: string;
  readonly readers: readonly Tenant[];
}

/** A message that its author may still change. */
interface Posted extends Letter {
  readonly id: string;
  readonly token: string;
}

const WRITERS = 3;
const PAUSE_MS = { min: 10, max: 70 };
/** So much may wait for one tenant: enough for a long queue at each resume, and it still drains before the next kill. */
const MAX_QUEUED = 60;
const REDELIVERED = 0.1;
const DROPPED = 0.01;
const EDITED = 0.05;
const REVOKED = 0.03;
/** So many messages back are edits and revokes. */
const CHANGEABLE = 30;
const LONGEST_REST = 400;

/**
 * People who write: contacts to tenants by number and by LID, everybody to the groups, and the tenants' own phones. They
 * edit and take back, and do not care whether the server is up. One stanza in ten comes twice, and connections may be lost.
 */
export class Load {
  readonly #posted: Posted[] = [];
  #writers: Promise<void>[] = [];
  #isRunning = false;
  #duplicating = 0;

  constructor(
    private readonly simulator: WhatsAppSimulator,
    private readonly cast: Cast,
    private readonly ledger: Ledger,
    private readonly random: Random,
    /** Whether connections are lost now and then. */
    private readonly drops: boolean,
  ) {}

  start(): void {
    this.#isRunning = true;
    this.#writers = Array.from({ length: WRITERS }, () => this.#write());
  }

  /** Resolves when the last message is with the simulator. */
  async stop(): Promise<void> {
    this.#isRunning = false;
    await Promise.all(this.#writers);
  }

  async #write(): Promise<void> {
    while (this.#isRunning) {
      await pause(this.random.between(PAUSE_MS.min, PAUSE_MS.max));
      if (this.drops && this.random.chance(DROPPED)) this.random.pick(this.cast.tenants).phone.kick("drop");
      if (this.random.chance(REDELIVERED)) await this.#twice(() => this.#writeOne());
      else await this.#writeOne();
    }
  }

  async #writeOne(): Promise<void> {
    const kind = this.random.next();
    if (kind < EDITED + REVOKED && this.#posted.length === CHANGEABLE) {
      const [posted] = this.#posted.splice(this.random.between(0, CHANGEABLE - 1), 1);
      if (posted !== undefined && !isBehind(posted)) await this.#change(posted, kind < EDITED);
      return;
    }
    const letter = this.#letter();
    if (!isBehind(letter)) await this.#send(letter);
  }

  #letter(): Letter {
    const tenant = this.random.pick(this.cast.tenants);
    const contact = this.random.pick(this.cast.contacts);
    const own = { label: `t${this.cast.tenants.indexOf(tenant) + 1}`, readers: [tenant] };
    const kind = this.random.next();
    if (kind < 0.55) return { ...own, from: contact, to: this.#addressOf(tenant.phone) };
    if (kind < 0.7) return { ...own, from: tenant.phone, to: this.#addressOf(contact) };
    const group = this.random.pick(this.cast.groups);
    const from = kind < 0.95 ? contact : this.random.pick(group.tenants).phone;
    return { from, to: group.id, label: `g${this.cast.groups.indexOf(group) + 1}`, readers: group.tenants };
  }

  #addressOf(phone: Phone): string {
    return this.random.chance(0.5) ? phone.jid : phone.lid;
  }

  async #send(letter: Letter): Promise<void> {
    const token = this.ledger.nextToken(letter.label);
    const { id } = await letter.from.sendText(letter.to, this.#textOf(token));
    this.ledger.sent(token, { id, readers: idsOf(letter), hasText: true });
    this.#posted.push({ ...letter, id, token });
    if (this.#posted.length > CHANGEABLE) this.#posted.shift();
  }

  async #change({ from, id, ...posted }: Posted, isEdit: boolean): Promise<void> {
    const token = this.ledger.nextToken(posted.label);
    const change = isEdit ? await from.editText(id, this.#textOf(token)) : await from.revoke(id);
    this.ledger.sent(token, { id: change.id, readers: idsOf(posted), changes: posted.token, hasText: isEdit });
  }

  #textOf(token: string): string {
    return `${token} ${"x".repeat(this.random.between(1, LONGEST_REST))}`;
  }

  /** What others send meanwhile comes twice too. */
  async #twice(work: () => Promise<void>): Promise<void> {
    this.#duplicating += 1;
    this.simulator.faults.set({ duplicateStanzas: true });
    await work();
    this.#duplicating -= 1;
    if (this.#duplicating === 0) this.simulator.faults.set({ duplicateStanzas: false });
  }
}

/** Somebody who should read it has enough to do. */
const isBehind = ({ readers }: Pick<Letter, "readers">) =>
  readers.some((tenant) => queuedIds(tenant).size >= MAX_QUEUED);

const idsOf = ({ readers }: Pick<Letter, "readers">) => readers.map(({ id }) => id);
