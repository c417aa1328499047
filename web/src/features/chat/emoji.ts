/** Nearest at hand on each message. */
export const quick = ["👍", "❤️", "😂", "🎉", "😮", "🙏"] as const;

/** A small, local choice; any other emoji can be typed. */
export const groups = [
  {
    name: "faces",
    emoji:
      "😀 😄 😁 😆 😅 🤣 😂 🙂 😉 😊 😇 🥰 😍 🤩 😘 😋 😜 🤪 🤗 🤭 🤫 🤔 🫡 😐 😑 😶 🙄 😏 😬 😴 🥱 😪 😵 🤯 🥳 😎 🤓 🧐 😕 😟 😮 😳 🥺 😢 😭 😱 😤 😡 🫠",
  },
  { name: "hands", emoji: "👍 👎 👌 ✌️ 🤞 🫰 🤟 👋 👏 🙌 🫶 🙏 💪 ✍️ 👀 🫵 ☝️ 👉 👈 🤝" },
  { name: "hearts", emoji: "❤️ 🧡 💛 💚 💙 💜 🖤 🤍 💖 💔 💯 ✨ ⭐ 🌟 🔥 🎉 🎊 🏆 🥇 🎯" },
  {
    name: "study",
    emoji: "📚 📖 📝 ✏️ 🖊️ 📐 📏 🔬 🧪 🧮 💻 ⌨️ 📌 📎 🗂️ 📅 ⏰ ⏳ ☕ 🍵 🍪 🍫 🍚 🍜 🎧 🔇 💡 ❓ ❗ ✅ ❌ 🆗 🚀 🌱 🌙 ☀️ 🌧️ 🐢 🐇 🦉",
  },
] as const;

/** One emoji, as the server takes it; null where a text is anything else. */
export function oneEmoji(text: string): string | null {
  const trimmed = text.trim();
  const graphemes = [...new Intl.Segmenter(undefined, { granularity: "grapheme" }).segment(trimmed)];
  return graphemes.length === 1 && /\p{Extended_Pictographic}|\p{Regional_Indicator}|\u20E3/u.test(trimmed) ? trimmed : null;
}
