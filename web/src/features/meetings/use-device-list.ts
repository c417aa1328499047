import { useEffect, useState } from "react";
import { type DeviceList, listDevices, noDevices, onDevicesChanged } from "@/call/devices";

/** The devices there are. `opened` changes when one was opened: only then do browsers tell their names. */
export function useDeviceList(opened: unknown): DeviceList {
  const [devices, setDevices] = useState(noDevices);
  // biome-ignore lint/correctness/useExhaustiveDependencies: names appear once a device was opened.
  useEffect(() => {
    let current = true;
    const read = () => void listDevices().then((list) => current && setDevices(list));
    read();
    const stop = onDevicesChanged(read);
    return () => {
      current = false;
      stop();
    };
  }, [opened]);
  return devices;
}
