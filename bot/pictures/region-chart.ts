import { pngOf, svgOf } from './charts.ts'
import { FONT, wrapped } from './fonts.ts'
import type { Chart } from './region-sheet.ts'

const WIDTH = 620
const LETTERS = 16
const ROW = 34
const TITLE = { line: 24, width: 32, top: 14 }
const LABEL = { width: 15.5, px: 285 }
const POINTS = { height: 300, left: 70, right: 30, below: 54 }
const COLOUR = { own: '#0072B2', ink: '#1F2937', line: '#CBD5E1' }

export function chartSvg(chart: Chart): Promise<string> {
  const head = wrapped(chart.title, TITLE.width, 2)
  const top = TITLE.top + head.length * TITLE.line + 10
  const drawn = chart.kind === 'bars' ? bars(chart, top) : points(chart, top)
  const height = top + (chart.kind === 'bars' ? chart.rows.length * ROW + 12 : POINTS.height + POINTS.below)
  return svgOf({ ...common, title: titleOf(head), ...drawn }, { width: WIDTH, height })
}

/** All of them below one another, as one picture. */
export async function chartsPng(charts: readonly Chart[]): Promise<Uint8Array> {
  const drawn = await Promise.all(charts.map(chartSvg))
  const heights = drawn.map((svg) => Number(/height="([\d.]+)"/.exec(svg)?.[1] ?? 0))
  const placed = drawn.map((svg, place) => {
    const y = heights.slice(0, place).reduce((sum, height) => sum + height, 0)
    return svg.replace('<svg ', `<svg y="${y}" `)
  })
  const height = heights.reduce((sum, one) => sum + one, 0)
  return pngOf(`<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}">${placed.join('')}</svg>`)
}

const letters = { fontFamily: FONT.family, fontSize: LETTERS, color: COLOUR.ink }
const common = { animation: false, textStyle: { fontFamily: FONT.family, color: COLOUR.ink } }

const titleOf = (lines: readonly string[]) => ({
  text: lines.join('\n'),
  left: 16,
  top: TITLE.top,
  padding: 0,
  textStyle: { ...letters, lineHeight: TITLE.line },
})

const names = (data: readonly string[]) => ({
  ...{ type: 'category', inverse: true, data, axisTick: { show: false } },
})

/** The figure stands beside its bar: nothing has to be read off a scale. */
const bars = ({ rows }: Extract<Chart, { kind: 'bars' }>, top: number) => ({
  grid: { left: LABEL.px, right: 90, top, height: rows.length * ROW },
  xAxis: { type: 'value', min: 0, axisLabel: { show: false }, splitLine: { lineStyle: { color: COLOUR.line } } },
  yAxis: [
    {
      ...names(rows.map(({ label }) => wrapped(label, LABEL.width, 2).join('\n'))),
      axisLine: { lineStyle: { color: COLOUR.ink } },
      axisLabel: { ...letters, lineHeight: ROW / 2, interval: 0 },
    },
    {
      ...names(rows.map(({ shown }) => shown)),
      axisLine: { show: false },
      axisLabel: { ...letters, interval: 0, align: 'right', margin: 78 },
    },
  ],
  series: [
    {
      ...{ type: 'bar', silent: true, barWidth: 18, itemStyle: { color: COLOUR.own } },
      data: rows.map(({ value }) => value),
    },
  ],
})

const points = ({ axes, points: pairs }: Extract<Chart, { kind: 'points' }>, top: number) => ({
  grid: { left: POINTS.left, right: POINTS.right, top: top + 24, height: POINTS.height - 24 },
  xAxis: axis(axes.x, { nameLocation: 'middle', nameGap: 30 }),
  yAxis: axis(axes.y, { nameLocation: 'end', nameTextStyle: { ...letters, align: 'left' } }),
  series: [
    {
      ...{ type: 'scatter', silent: true, symbolSize: 9, itemStyle: { color: COLOUR.own, opacity: 0.7 } },
      data: pairs.map(([x, y]) => [x, y]),
    },
  ],
})

const axis = (name: string, more: object) => ({
  ...{ type: 'value', name, min: 0, nameTextStyle: letters, axisLabel: letters },
  ...{ splitLine: { lineStyle: { color: COLOUR.line } }, axisLine: { lineStyle: { color: COLOUR.ink } } },
  ...more,
})
