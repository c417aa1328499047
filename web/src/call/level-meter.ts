/** Loudness of a track, 0–1, about thirty times a second. Answers the way to stop. */
export function measureLevel(track: MediaStreamTrack, hear: (level: number) => void): () => void {
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  analyser.fftSize = 512;
  context.createMediaStreamSource(new MediaStream([track])).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  let smooth = 0;
  const timer = setInterval(() => {
    analyser.getFloatTimeDomainData(samples);
    const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
    // −60 dB … 0 dB on a straight scale: what people hear as "twice as loud" looks so.
    const level = Math.min(1, Math.max(0, (10 * Math.log10(power + 1e-10) + 60) / 60));
    smooth = Math.max(level, smooth * 0.85);
    hear(smooth);
  }, 33);
  void context.resume().catch(() => {});
  return () => {
    clearInterval(timer);
    void context.close().catch(() => {});
  };
}

/** A short, soft two-tone chime on the chosen speaker. Resolves when it has sounded. */
export async function playChime(speakerId: string | null): Promise<void> {
  const context = new AudioContext();
  const output = context.createMediaStreamDestination();
  const [low, high] = [523.25, 783.99];
  const start = context.currentTime + 0.05;
  for (const [pitch, delay] of [
    [low, 0],
    [high, 0.18],
  ] as const) {
    const tone = context.createOscillator();
    const volume = context.createGain();
    tone.frequency.value = pitch;
    volume.gain.setValueAtTime(0, start + delay);
    volume.gain.linearRampToValueAtTime(0.25, start + delay + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.001, start + delay + 0.7);
    tone.connect(volume).connect(output);
    tone.start(start + delay);
    tone.stop(start + delay + 0.75);
  }
  const speaker = new Audio();
  speaker.srcObject = output.stream;
  try {
    if (speakerId !== null && "setSinkId" in speaker) await speaker.setSinkId(speakerId).catch(() => {});
    await speaker.play();
    await new Promise((resolve) => setTimeout(resolve, 1100));
  } finally {
    speaker.srcObject = null;
    await context.close().catch(() => {});
  }
}
