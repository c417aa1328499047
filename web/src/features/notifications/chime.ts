let context: AudioContext | null = null;

/** Two soft tones. Silent as long as nobody has touched the page: browsers allow no sound before. */
export function chime(): void {
  if (!navigator.userActivation?.hasBeenActive) return;
  context ??= new AudioContext();
  void context.resume();
  const now = context.currentTime;
  for (const [tone, after] of [
    [660, 0],
    [880, 0.12],
  ] as const) {
    const oscillator = new OscillatorNode(context, { type: "sine", frequency: tone });
    const volume = new GainNode(context, { gain: 0 });
    volume.gain.setValueAtTime(0, now + after);
    volume.gain.linearRampToValueAtTime(0.08, now + after + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.0001, now + after + 0.45);
    oscillator.connect(volume).connect(context.destination);
    oscillator.start(now + after);
    oscillator.stop(now + after + 0.5);
  }
}
