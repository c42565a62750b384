/** What a tenant is to be shown next while it pairs. QR and code are credentials: never log them. */
export type PairingStep =
  /** Scan it with WhatsApp on the phone. The next one replaces it; `expiresAt` is in milliseconds since the epoch. */
  | { readonly kind: "qr"; readonly qr: string; readonly expiresAt: number }
  /** Type it on the phone, under "link with phone number instead". Eight letters and digits. */
  | { readonly kind: "code"; readonly code: string }
  /** The end: linked and connected. `account` is the own number's JID. */
  | { readonly kind: "connected"; readonly account: string };
