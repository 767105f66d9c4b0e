declare module 'japanese-holidays' {
  interface Holiday {
    month: number
    date: number
    name: string
  }
  const japaneseHolidays: { getHolidaysOf(year: number, withSubstitutes?: boolean): Holiday[] }
  export default japaneseHolidays
}
