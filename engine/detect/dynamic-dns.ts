/**
 * Suffixes under which anybody takes a name of his own choice for free, as malware does. Under the other private suffixes
 * (stores, delivery networks, hosting) the company makes the names up, and they look it.
 */
export const DYNAMIC_DNS: ReadonlySet<string> = new Set(
  `
  ddns.net no-ip.org no-ip.biz no-ip.info no-ip.com noip.me hopto.org hopto.me zapto.org sytes.net myftp.org myftp.biz myvnc.com
  servebeer.com serveblog.net servecounterstrike.com serveexchange.com serveftp.com servegame.com servehalflife.com servehttp.com
  servehumour.com serveirc.com servemp3.com servep2p.com servepics.com servequake.com servesarcasm.com redirectme.net bounceme.net
  ddnsking.com gotdns.ch 3utilities.com onthewifi.com viewdns.net webhop.me webhop.net webhop.org webhop.biz webhop.info access.ly
  duckdns.org dynu.net dynu.com freeddns.org mywire.org webredirect.org kozow.com loseyourip.com ooguy.com theworkpc.com
  gleeze.com giize.com casacam.net camdvr.org accesscam.org ddnsfree.com ddnsgeek.com dyndns.org dyndns.biz dyndns.info dyndns.tv
  dyndns.ws dyndns.dk dynalias.com dynalias.net dynalias.org homeip.net homelinux.com homelinux.net homelinux.org homeunix.com
  homeftp.net homeftp.org dnsalias.com dnsalias.net dnsalias.org dnsdojo.com dnsdojo.net dnsdojo.org is-a-geek.com is-a-geek.net
  selfip.com selfip.net selfip.org selfip.biz selfip.info dynv6.net ddns.me dnsdynamic.org changeip.com ddns.info mooo.com
  `
    .trim()
    .split(/\s+/),
)
