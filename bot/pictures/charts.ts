import type { EChartsCoreOption } from 'echarts/core'
import { FONT, widthOf } from './fonts.ts'
import { pngFrom } from './png.ts'

const PIXELS = 1_040

/** PNG, `PIXELS` wide. */
export const pngOf = async (svg: string): Promise<Uint8Array> => pngFrom(await picture(svg, PIXELS))

/** As pixels, so many wide. */
export async function picture(svg: string, width: number) {
  const { renderAsync } = await import('@resvg/resvg-js')
  const fitTo = { mode: 'width', value: width } as const
  return renderAsync(svg, { background: '#ffffff', fitTo, font: fontsFor(svg) })
}

/** The fonts are read anew for every picture, a quarter of its time: what has its words as outlines needs none. */
const fontsFor = (svg: string) => ({
  fontFiles: svg.includes('<text') ? [FONT.regular, FONT.bold] : [],
  loadSystemFonts: false,
  defaultFontFamily: FONT.family,
})

export async function svgOf(option: EChartsCoreOption, size: { width: number; height: number }): Promise<string> {
  const { init } = await charts()
  const chart = init(null, null, { renderer: 'svg', ssr: true, ...size })
  try {
    chart.setOption(option)
    return chart.renderToSVGString()
  } finally {
    chart.dispose()
  }
}

type Charts = typeof import('echarts/core')
let loaded: Promise<Charts> | undefined

/** 100 MB and a second: loaded when the first picture is wanted. */
const charts = (): Promise<Charts> => (loaded ??= load())

const LETTERS = 17

async function load(): Promise<Charts> {
  const [core, { BarChart, LineChart, ScatterChart }, components, { SVGRenderer }] = await Promise.all([
    import('echarts/core'),
    import('echarts/charts'),
    import('echarts/components'),
    import('echarts/renderers'),
  ])
  const { GridComponent, LegendComponent, MarkLineComponent, PolarComponent, TitleComponent } = components
  core.use([BarChart, LineChart, ScatterChart, SVGRenderer])
  core.use([GridComponent, LegendComponent, MarkLineComponent, PolarComponent, TitleComponent])
  core.setPlatformAPI({
    measureText: (text, font = '') => ({ width: widthOf(text) * Number(/([\d.]+)px/.exec(font)?.[1] ?? LETTERS) }),
  })
  return core
}
