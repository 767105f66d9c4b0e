import type { Action } from '#db/actions.ts'
import { type Settings, WIFI_CHANNELS, type WifiChannel } from '#engine/sensor-config.ts'
import { actionOf } from '../action.ts'
import type { FlowContext } from '../flow.ts'
import { configLane } from './lanes.ts'
import type { ConfigFile } from './work.ts'

export type SettingTap = 'address-auto' | 'address-fixed' | 'wifi-on' | 'wifi-off' | `channel-${WifiChannel}`
/** `lost`: it is stopped at once. */
export type ConfigTap = SettingTap | 'undo' | 'lost'

/** A button is good for the settings that were shown with it. */
export function configTap(
  app: FlowContext,
  { sensor: { id, regionId, firmId }, config: { version } }: ConfigFile,
  command: ConfigTap,
  role: 'member' | 'desk',
): Action {
  const place = { regionId, firmId, subject: configLane(id), holder: { role } }
  return actionOf(app, { ...place, command, params: { version }, days: 30 })
}

/** The settings that a button makes of the present ones; undefined where it makes nothing of them. */
export function settingsAfter(command: string, { config: { settings }, talks }: ConfigFile): Settings | undefined {
  const { address, wifi } = settings
  const channel = WIFI_CHANNELS.find((one) => command === `channel-${one}`)
  if (channel) return { address, wifi: { ...wifi, channel } }
  switch (command) {
    case 'address-auto':
      return { address: { mode: 'dhcp' }, wifi }
    case 'address-fixed': {
      const fixed = fixedOf(talks)
      return fixed && { address: { mode: 'fixed', ...fixed }, wifi }
    }
    case 'wifi-on':
    case 'wifi-off':
      return { address, wifi: { ...wifi, isOn: command === 'wifi-on' } }
    default:
      return undefined
  }
}

/** The address that it has now is kept: nobody has to know one by heart. */
function fixedOf(talks: ConfigFile['talks']): { address: string; gateway: string } | undefined {
  const address = talks?.addresses.find((one) => /^[\d.]+\/\d+$/.test(one))
  return address !== undefined && talks?.gateway ? { address, gateway: talks.gateway } : undefined
}

/** What can be changed now. Only a box that is a switch or a router itself has Wi-Fi. */
export function settingTaps({ sensor: { type }, config: { settings }, talks }: ConfigFile): SettingTap[] {
  const { address, wifi } = settings
  const channels = WIFI_CHANNELS.filter((one) => one !== wifi.channel).map((one) => `channel-${one}` as const)
  return [
    ...(address.mode === 'fixed' ? (['address-auto'] as const) : []),
    ...(address.mode === 'dhcp' && fixedOf(talks) ? (['address-fixed'] as const) : []),
    ...(type === 'office' ? [] : wifi.isOn ? (['wifi-off', ...channels] as const) : (['wifi-on'] as const)),
  ]
}
