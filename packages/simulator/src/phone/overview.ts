/** What every visitor of the page sees: who has a phone, and which screens show a QR code. */
export interface Overview {
  readonly phones: readonly PhoneView[];
  readonly groups: readonly { readonly id: string; readonly subject: string }[];
  /** By name; the codes themselves stay here. */
  readonly screens: readonly string[];
}

/** A phone from outside. */
export interface PhoneView {
  readonly number: string;
  readonly name: string;
  readonly isOnline: boolean;
  readonly devices: readonly { readonly jid: string; readonly isOnline: boolean }[];
}
