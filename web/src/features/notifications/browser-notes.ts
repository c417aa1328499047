const stored = "studyhub.browser-notes";

export type BrowserNotes = "unsupported" | "denied" | "off" | "on";

/** Whether this browser shows notes of its own: the browser allows it, and the user has switched it on here. */
export function browserNotes(): BrowserNotes {
  if (!("Notification" in window)) return "unsupported";
  if (Notification.permission === "denied") return "denied";
  try {
    return Notification.permission === "granted" && localStorage.getItem(stored) === "on" ? "on" : "off";
  } catch {
    return "off";
  }
}

/** Only ever called by a press on the switch (NOTI-6): this is where the browser asks. */
export async function switchBrowserNotes(on: boolean): Promise<BrowserNotes> {
  if (on && "Notification" in window && Notification.permission === "default") await Notification.requestPermission();
  try {
    localStorage.setItem(stored, on ? "on" : "off");
  } catch {
    // Then it lasts as long as the page: not at all.
  }
  return browserNotes();
}

/** Shows a note while nobody looks at this page; pressing it brings the page back and goes there. */
export function showBrowserNote(title: string, body: string, tag: string, go: () => void): void {
  if (browserNotes() !== "on" || document.visibilityState === "visible") return;
  try {
    const note = new Notification(title, { body, tag, icon: "/icons/icon-192.png", silent: true });
    note.onclick = () => {
      window.focus();
      note.close();
      go();
    };
  } catch {
    // Browsers on phones show notes of service workers only.
  }
}
