/**
 * The JSON of a `PlainMessage`, to the letter what JSON.stringify makes of `plainOf`; the message's table is called `m`, the chat's `c`.
 * Events are passed on as text, and SQLite writes it in half the time that an object costs, with no garbage.
 */
export const MESSAGE_JSON = `json_object(
    'chat', c.jid,
    'id', m.id,
    'fromMe', json(iif(m.from_me, 'true', 'false')),
    'sender', coalesce(m.sender, c.jid),
    'senderName', m.sender_name,
    'timestamp', m.timestamp,
    'type', m.type,
    'text', m.text,
    'quotedId', m.quoted_id,
    'details', json(m.details),
    'status', m.status,
    'editedAt', m.edited_at,
    'revokedAt', m.revoked_at)`;
