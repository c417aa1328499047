import { Live } from "@/live/live";

/** This tab's live connection. Pages that need it import it; the landing page never does. */
export const live = new Live("/api/v1/live");
