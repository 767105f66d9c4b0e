import { pngOf, svgOf } from './charts.ts'
import { FONT, shortened, wrapped } from './fonts.ts'
import type { Bars } from './region-sheet.ts'

const WIDTH = 500
const LETTERS = 17
const ROW = 40
const HEAD = { line: 24, width: 27, top: 14 }
const FOOT = 84
const LABEL_WIDTH = 11
const COLOUR = { own: '#0072B2', weak: '#ffffff', whole: '#C2410C', ink: '#1F2937', line: '#CBD5E1' }

export const barsPng = async (bars: Bars): Promise<Uint8Array> => pngOf(await barsSvg(bars))

/** A bar for each field; below the mean of all it is empty and has a sign, which prints in grey as well. */
export function barsSvg(bars: Bars): Promise<string> {
  const head = [bars.madeUp, bars.title].filter((text) => text !== '').flatMap((text) => wrapped(text, HEAD.width, 2))
  const top = HEAD.top + head.length * HEAD.line + 12
  const height = top + bars.axes.length * ROW + FOOT
  return svgOf(
    { ...common, title: titleOf(head), ...chartOf(bars, top), series: seriesOf(bars) },
    { width: WIDTH, height },
  )
}

const common = { animation: false, textStyle: { fontFamily: FONT.family, color: COLOUR.ink } }

const letters = { fontFamily: FONT.family, fontSize: LETTERS, color: COLOUR.ink }

const titleOf = (lines: readonly string[]) => ({
  text: lines.join('\n'),
  left: 16,
  top: HEAD.top,
  padding: 0,
  textStyle: { ...letters, lineHeight: HEAD.line },
})

const chartOf = ({ axes, legend }: Bars, top: number) => ({
  grid: { left: 205, right: 75, top, height: axes.length * ROW },
  xAxis: {
    type: 'value',
    min: 0,
    max: 100,
    axisLabel: { show: false },
    splitLine: { lineStyle: { color: COLOUR.line } },
  },
  yAxis: [
    {
      ...names(axes.map(({ label, isWeak }) => `${isWeak ? '▼' : '△'}${shortened(label, LABEL_WIDTH - 1)}`)),
      axisLine: { lineStyle: { color: COLOUR.ink } },
    },
    // In a column of their own, where the line of the whole runs through none of them.
    {
      ...names(axes.map(({ percent }) => `${Math.round(percent)}%`)),
      axisLine: { show: false },
      axisLabel: { ...letters, interval: 0, align: 'right', margin: 62 },
    },
  ],
  legend: {
    data: [
      { name: legend.own, icon: 'rect', itemStyle: { color: COLOUR.own } },
      { name: legend.whole, icon: 'path://M0,0L0,16L3,16L3,0Z', itemStyle: { color: COLOUR.whole } },
    ],
    orient: 'vertical',
    left: 16,
    bottom: 10,
    selectedMode: false,
    textStyle: letters,
  },
})

const names = (data: readonly string[]) => ({
  ...{ type: 'category', inverse: true, data, axisTick: { show: false }, axisLabel: { ...letters, interval: 0 } },
})

const seriesOf = ({ axes, legend, whole }: Bars) => [
  {
    type: 'bar',
    name: legend.own,
    silent: true,
    barWidth: 20,
    data: axes.map(({ percent, isWeak }) => ({
      value: percent,
      itemStyle: { color: isWeak ? COLOUR.weak : COLOUR.own, borderColor: COLOUR.own, borderWidth: 2 },
    })),
  },
  {
    type: 'bar',
    name: legend.whole,
    silent: true,
    data: [],
    markLine: {
      symbol: 'none',
      label: { show: false },
      lineStyle: { color: COLOUR.whole, width: 2.5, type: [7, 5] },
      data: [{ xAxis: whole }],
    },
  },
]
