/** What a firm reads about insurance. That it will pay is said nowhere: the insurer decides. */
export const insurance = {
  decides: {
    who: '保険会社が決めます。ここでは、お金の約束はできません。',
    handed: 'くわしい話は、資格のある人がします。担当の人につなぎました。聞きたいことを、このトークに書いてください。',
  },
} as const
