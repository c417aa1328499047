// A chat server on Socket.IO at its best settings, doing what StudyHub's does: a message is stored in SQLite, with its place in the room's order and only once
// for each id, before it is acknowledged and told to everybody in the room. What comes in one turn of the event loop is committed together.
// Usage: node server.mjs PORT DATABASE

import { createServer } from "node:http";
import Database from "better-sqlite3";
import { Server } from "socket.io";

const [port, file] = process.argv.slice(2);
const database = new Database(file);
database.pragma("journal_mode = WAL");
database.pragma("synchronous = FULL");
database.pragma("cache_size = -32000");
database.exec(`
  CREATE TABLE messages (
    room TEXT NOT NULL, sequence INTEGER NOT NULL, message_id TEXT NOT NULL, author TEXT NOT NULL, text TEXT NOT NULL, posted_at INTEGER NOT NULL,
    PRIMARY KEY (room, sequence)
  ) WITHOUT ROWID;
  CREATE UNIQUE INDEX messages_once ON messages (message_id, room, author);
`);
const find = database.prepare("SELECT sequence, posted_at FROM messages WHERE room = ? AND author = ? AND message_id = ?");
const insert = database.prepare("INSERT INTO messages (room, sequence, message_id, author, text, posted_at) VALUES (?, ?, ?, ?, ?, ?)");

const http = createServer((_, response) => response.end("ready"));
const io = new Server(http, {
  transports: ["websocket"],
  perMessageDeflate: false,
  httpCompression: false,
  serveClient: false,
  pingInterval: 10_000, // A lost client is noticed after 15 s, as StudyHub notices it.
  pingTimeout: 5_000,
});
io.engine.on("connection", (raw) => {
  raw.request = null; // As its documentation advises, for memory.
});

const offsets = new Map();
let waiting = [];

const store = database.transaction((messages) => {
  for (const message of messages) {
    const { room, author, messageId, text } = message;
    const first = find.get(room, author.id, messageId);
    if (first) {
      message.stored = { sequence: first.sequence, postedAt: new Date(first.posted_at).toISOString() };
      continue;
    }
    const now = Date.now();
    const sequence = (offsets.get(room) ?? 0) + 1;
    offsets.set(room, sequence);
    insert.run(room, sequence, messageId, author.id, text, now);
    message.stored = { sequence, postedAt: new Date(now).toISOString() };
    message.isNew = true;
  }
});

function commit() {
  const messages = waiting;
  waiting = [];
  store(messages);
  for (const { room, author, messageId, text, stored, isNew, acknowledge } of messages) {
    acknowledge(stored);
    if (!isNew) continue;
    const { sequence, postedAt } = stored;
    const message = {
      sequence, messageId, version: sequence, author, text, postedAt,
      editedAt: null, removed: null, replyTo: null, mentions: [], mentionsAll: false, pinned: false, reactions: [], files: [],
    };
    io.to(room).emit("chat.changed", { roomId: room, epoch: "peer", changes: [{ offset: sequence, message }] });
  }
}

io.on("connection", (socket) => {
  const { id, name } = socket.handshake.auth;
  const author = { id, handle: name, displayName: name, avatar: null };
  socket.on("enter", (room, acknowledge) => {
    socket.join(room);
    acknowledge({ offset: offsets.get(room) ?? 0 });
  });
  socket.on("send", ({ room, messageId, text }, acknowledge) => {
    if (!socket.rooms.has(room)) return acknowledge({ error: "not_in_room" });
    if (waiting.push({ room, author, messageId, text, acknowledge }) === 1) setImmediate(commit);
  });
});

http.listen(Number(port), "127.0.0.1", 4096);
