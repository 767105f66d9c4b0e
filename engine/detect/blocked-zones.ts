/** Advertising and measurement that filters like to deny: to a device behind one, ten of these do not exist on every page. */
export const BLOCKED_ZONES: ReadonlySet<string> = new Set(
  `
  doubleclick.net googletagmanager.com googletagservices.com google-analytics.com googleadservices.com googlesyndication.com
  2mdn.net admob.com app-measurement.com crashlytics.com adnxs.com adnxs-simple.com rubiconproject.com casalemedia.com pubmatic.com
  openx.net openx.com criteo.com criteo.net taboola.com outbrain.com scorecardresearch.com quantserve.com quantcount.com
  moatads.com moatpixel.com smartadserver.com adsafeprotected.com doubleverify.com serving-sys.com bluekai.com bkrtx.com demdex.net
  everesttech.net omtrdc.net 2o7.net adobedtm.com krxd.net exelator.com agkn.com rlcdn.com crwdcntrl.net tapad.com mathtag.com
  adsrvr.org bidswitch.net lijit.com sovrn.com 3lift.com 33across.com sharethrough.com teads.tv yieldmo.com gumgum.com
  indexww.com contextweb.com advertising.com adtechus.com adform.net adition.com adroll.com d.adroll.com amazon-adsystem.com
  media.net mediavine.com zedo.com revcontent.com mgid.com propellerads.com popads.net exoclick.com juicyads.com
  hotjar.com hotjar.io mouseflow.com fullstory.com crazyegg.com luckyorange.com clarity.ms mixpanel.com segment.com segment.io
  amplitude.com branch.io adjust.com appsflyer.com kochava.com singular.net flurry.com unity3d.com unityads.unity3d.com applovin.com
  applvn.com vungle.com chartboost.com inmobi.com ironsrc.com supersonicads.com mopub.com startappservice.com tapjoy.com
  newrelic.com nr-data.net bugsnag.com sentry.io optimizely.com chartbeat.com chartbeat.net parsely.com comscore.com
  imrworldwide.com nielsen.com statcounter.com histats.com yandex.ru mc.yandex.ru addthis.com sharethis.com disqus.com
  onesignal.com pushwoosh.com facebook.net fbsbx.com licdn.com ads-twitter.com tiktokv.com bytedance.com snapchat.com sc-static.net
  i-mobile.co.jp microad.jp microad.net adingo.jp fout.jp logly.co.jp popin.cc impact-ad.jp gmossp-sp.jp genieesspv.jp
  adstir.com ad-stir.com socdm.com ladsp.com deqwas.net im-apps.net ptengine.jp treasuredata.com rtoaster.jp nakanohito.jp
  a8.net valuecommerce.com accesstrade.net felmat.net moshimo.com affiliate-b.com yads.yahoo.co.jp nend.net five-corp.com
  adlantis.jp amoad.com mediba.jp scaleout.jp send.microad.jp ads-pixiv.net profile-passport.jp karte.io userlocal.jp
  `
    .trim()
    .split(/\s+/),
)
