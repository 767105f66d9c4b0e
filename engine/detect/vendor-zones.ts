import { nameOf } from './name.ts'

/**
 * Who hands out programs by the thousand over plain HTTP, because the program itself is signed: the makers of systems,
 * browsers, protection and devices. The condition for a line here: nobody else can put a file there.
 */
export const isVendor = (host: string): boolean => VENDORS.has(nameOf(host).zone)

/** Windows gets its updates from caches near by, under bare addresses, and names whose file it is. Whoever knows may lie. */
export function isVendorsCache(path: string): boolean {
  const [, origin] = ORIGIN.exec(path) ?? []
  return origin !== undefined && isVendor(origin.toLowerCase())
}
const ORIGIN = /[?&]cachehostorigin=([\w.-]+)/i

const VENDORS: ReadonlySet<string> = new Set(
  `
  microsoft.com windowsupdate.com windows.com msedge.net visualstudio.com skype.com office.net xboxlive.com
  google.com gvt1.com gvt2.com gvt3.com googleupdate.com apple.com cdn-apple.com mzstatic.com mozilla.org mozilla.net mozilla.com
  opera.com operacdn.com brave.com vivaldi.com adobe.com macromedia.com java.com oracle.com sun.com intel.com amd.com nvidia.com
  realtek.com hp.com hpe.com dell.com lenovo.com asus.com acer.com toshiba.co.jp dynabook.com nec.co.jp fujitsu.com panasonic.jp
  canon.jp canon.com epson.jp epson.net epson.com ricoh.com brother.co.jp brother.com buffalo.jp iodata.jp elecom.co.jp
  yamaha.com logitec.co.jp logitech.com synology.com qnap.com vmware.com citrix.com cisco.com webex.com zoom.us
  trendmicro.com trendmicro.co.jp eset.com symantec.com symantecliveupdate.com norton.com mcafee.com trellix.com kaspersky.com
  kaspersky-labs.com sophos.com sophosupd.com avast.com avcdn.net avg.com avira.com avira-update.com f-secure.com
  bitdefender.com bitdefender.net drweb.com clamav.net malwarebytes.com webroot.com sourcenext.com justsystems.com just-systems.com
  debian.org ubuntu.com canonical.com redhat.com fedoraproject.org centos.org almalinux.org rockylinux.org opensuse.org archlinux.org
  videolan.org 7-zip.org python.org nodejs.org rubygems.org libreoffice.org thunderbird.net vector.co.jp teamviewer.com
  steamcontent.com steampowered.com epicgames.com playstation.net nintendo.net line-apps.com line-scdn.net
  nta.go.jp jpki.go.jp soumu.go.jp lta.go.jp obc.co.jp yayoi-kk.co.jp pca.jp
  `
    .trim()
    .split(/\s+/),
)
