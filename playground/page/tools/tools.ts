import type { VNode } from 'preact'
import { h, html } from '../html.ts'
import { type Store, useStage } from '../stage.ts'
import { About } from './about.ts'
import { BoxPanel } from './box.ts'
import { ClockPanel } from './clock.ts'
import { Faults } from './faults.ts'
import { SensorPanel } from './sensor.ts'

/** What is neither LINE nor Slack: the sensor, the clock, and what may go wrong. */
export function Tools({ store }: { store: Store }): VNode {
  const stage = useStage(store)
  return html`<div class="tools">
    <section class="pane sensor-pane" id="sensor" aria-label="センサー" tabindex="-1">
      ${h(SensorPanel, { store, stage })}
      ${h(BoxPanel, { store, stage })}
    </section>
    <section class="pane clock-pane" id="clock" aria-label="時計" tabindex="-1">
      ${h(ClockPanel, { store, stage })}
      ${h(Faults, { store })}
      ${h(About, { store, stage })}
    </section>
  </div>`
}
