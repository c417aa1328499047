/** "1.2 MB", in the reader's language. */
export function sizeText(bytes: number, language: string): string {
  const units = ["B", "KB", "MB", "GB"] as const;
  const step = Math.min(units.length - 1, Math.floor(Math.log(Math.max(bytes, 1)) / Math.log(1024)));
  const value = bytes / 1024 ** step;
  return `${value.toLocaleString(language, { maximumFractionDigits: step === 0 || value >= 100 ? 0 : 1 })} ${units[step]}`;
}

/** What the server takes, by extension, for the file dialog; it looks at the content itself. */
export const accepted =
  "image/png,image/jpeg,image/gif,image/webp,audio/*,video/mp4,video/webm,application/pdf,text/*,.md,.csv,.json,.ipynb,.tex,.yml,.yaml,.c,.h,.cpp,.cs,.java,.kt,.py,.js,.ts,.tsx,.go,.rs,.sql,.html,.svg,.zip,.doc,.docx,.xls,.xlsx,.ppt,.pptx,.hwp,.hwpx,.odt,.ods,.odp,.epub";

export const mostFiles = 10;

/** The place a picture takes: as large as it is, within these pixels. */
export function placeOf(
  width: number | null,
  height: number | null,
  within = { width: 300, height: 260 },
): { width: number; height: number } {
  if (width === null || height === null) return { width: 220, height: 160 };
  const scale = Math.min(1, within.width / width, within.height / height);
  return { width: Math.max(40, Math.round(width * scale)), height: Math.max(40, Math.round(height * scale)) };
}
