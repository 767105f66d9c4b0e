import { createTable, type StoredTable } from '../table.ts'
import { bucketOf, dayOf } from '../window.ts'

/** What each of a firm's devices sent on each of its last days, and in which hours. */
export interface DeviceDays {
  add(device: string, at: number, bytes: number): void
  /** Devices that sent something since this was last asked, or all. */
  changed(all: boolean): [device: string, days: readonly DeviceDay[]][]
  forget(before: number): void
  subjects(): number
  evicted(): number
  stored(): StoredTable<DeviceDay[]>
}

export interface DeviceDay {
  /** The detector's day. */
  index: number
  bytes: number
  /** A bit for each hour of the clock in UTC. */
  hours: number
}

const HOUR_MS = 3_600_000
/** Beyond a year and a month the oldest goes: only a file can have so many. */
const DAYS_MAX = 400

export function createDeviceDays(devicesMax: number, past?: StoredTable<DeviceDay[]>): DeviceDays {
  const devices = createTable<DeviceDay[]>(devicesMax, past)
  const fresh = new Set<string>()

  return {
    add(device, at, bytes) {
      const days = devices.get(device) ?? begun(device)
      const day = bucketOf(days, dayOf(at), (index) => ({ index, bytes: 0, hours: 0 }))
      day.bytes += bytes
      day.hours |= 1 << (Math.floor(at / HOUR_MS) % 24)
      if (days.length > DAYS_MAX) days.shift()
      if (fresh.size < devicesMax) fresh.add(device)
    },
    changed(all) {
      // Of more than it holds it is no longer told which: then all are looked at.
      const wanted =
        all || fresh.size >= devicesMax
          ? [...devices.entries()]
          : [...fresh].map((device) => [device, devices.get(device) ?? []] as const)
      fresh.clear()
      return wanted.map(([device, days]) => [device, days])
    },
    forget(before) {
      for (const [device, days] of [...devices.entries()]) {
        const kept = days.findIndex(({ index }) => index >= before)
        if (kept < 0) devices.delete(device)
        else if (kept > 0) days.splice(0, kept)
      }
    },
    subjects: () => devices.size(),
    evicted: () => devices.evicted(),
    stored: () => devices.stored(),
  }

  function begun(device: string): DeviceDay[] {
    const days: DeviceDay[] = []
    devices.set(device, days)
    return days
  }
}
