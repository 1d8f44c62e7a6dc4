/** The address of something that must not be read without `pii:read`: only where it is remains, `https://host/***`. */
export function maskLink(address: string): string {
  const [, scheme, host] = /^([a-z][a-z\d+.-]{0,30}:\/\/)(?:[^/?#]*@)?([^/?#]*)/iu.exec(address.trim()) ?? []
  return scheme === undefined ? '***' : `${scheme}${host}/***`
}
