import { useEffect, useMemo, useRef } from "react";

/** A track as a picture. The own one is mirrored, as people know themselves. */
export function TrackVideo({
  track,
  mirrored = false,
  className = "",
  onFirstPicture,
}: {
  track: MediaStreamTrack;
  mirrored?: boolean;
  className?: string;
  onFirstPicture?: () => void;
}) {
  const stream = useMemo(() => new MediaStream([track]), [track]);
  return (
    <StreamVideo
      stream={stream}
      mirrored={mirrored}
      className={className}
      {...(onFirstPicture === undefined ? {} : { onFirstPicture })}
    />
  );
}

export function StreamVideo({
  stream,
  mirrored = false,
  className = "",
  onFirstPicture,
}: {
  stream: MediaStream;
  mirrored?: boolean;
  className?: string;
  onFirstPicture?: () => void;
}) {
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    const element = video.current;
    if (element === null) return;
    element.srcObject = stream;
    // Muted pictures may always play; where a browser pauses them all the same, the next change of the stream tries again.
    void element.play().catch(() => {});
    return () => {
      element.srcObject = null;
    };
  }, [stream]);
  return (
    <video
      ref={video}
      muted
      autoPlay
      playsInline
      disablePictureInPicture
      onLoadedData={onFirstPicture}
      className={`size-full object-cover ${mirrored ? "-scale-x-100" : ""} ${className}`}
    />
  );
}
