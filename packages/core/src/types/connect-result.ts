/** What `connect` resolves with: a QR to scan, or the open connection. */
export type ConnectResult = { readonly status: "waiting_qr"; readonly qr: string } | { readonly status: "connected" };
