/** A one-time key: 32 bytes. */
export interface PreKey {
  readonly keyId: number;
  readonly publicKey: Uint8Array;
}

/** A key that its owner's identity has signed: 64 bytes of signature. */
export interface SignedPreKey extends PreKey {
  readonly signature: Uint8Array;
}

/** The public keys that open a Signal session with a device. */
export interface PreKeyBundle {
  readonly registrationId: number;
  readonly identityKey: Uint8Array;
  readonly signedPreKey: SignedPreKey;
  /** Absent when the device has none left: a session can still be opened, less safely. */
  readonly preKey?: PreKey;
}
