import { describe, expect, test } from '@jest/globals'
import { hostName, parsePlace, placeText } from '../../../src/remote/places.js'

const read = (text: string) => parsePlace(text, { source: 'ssh-host', user: 'me' })

describe('a place to log in', () => {
  test.each([
    ['login.example.org', { host: 'login.example.org', port: 22, user: 'me' }],
    ['you@login', { host: 'login', port: 22, user: 'you' }],
    ['you@LOGIN:2222', { host: 'login', port: 2222, user: 'you' }],
    ['you@site@login', { host: 'login', port: 22, user: 'you@site' }],
    ['you@[2001:DB8::1]:2222', { host: '2001:db8::1', port: 2222, user: 'you' }],
    ['[::1]', { host: '::1', port: 22, user: 'me' }],
    ['you@::1', { host: '::1', port: 22, user: 'you' }],
    ['fe80::1%eth0', { host: 'fe80::1%eth0', port: 22, user: 'me' }],
    ['ssh://you@login:2222/', { host: 'login', port: 2222, user: 'you' }],
    [' you@10.0.0.1 ', { host: '10.0.0.1', port: 22, user: 'you' }],
  ])('%s', (text, place) => {
    expect(read(text)).toEqual(place)
    expect(read(placeText(read(text)))).toEqual(place)
  })

  test.each([
    ['', 'there is no host in it'],
    ['you@', 'there is no host in it'],
    ['@login', 'as whom to log in'],
    ['login:0', 'the port is not 1 to 65535'],
    ['login:65536', 'the port is not 1 to 65535'],
    ['login:ssh', 'the port is not 1 to 65535'],
    ['login:', 'the port is not 1 to 65535'],
    ['-oProxyCommand=x', 'neither a name nor an address'],
    ['log in', 'neither a name nor an address'],
    ['you:secret@login', 'a user has no colon'],
    ['login/path', 'neither a name nor an address'],
    ['[::1', 'no place to log in'],
  ])('%j is a mistake: %s', (text, why) => {
    expect(() => read(text)).toThrow(why)
  })

  test('without a user there is none', () => {
    expect(() => parsePlace('login', { source: 'ssh-host' })).toThrow('ssh-host is "login": it does not say as whom')
  })

  test.each([
    [{ host: 'login', port: 22 }, 'login'],
    [{ host: 'login', port: 2222 }, '[login]:2222'],
    [{ host: '::1', port: 22 }, '::1'],
  ])('known_hosts names %j %s', (place, name) => {
    expect(hostName(place)).toBe(name)
  })
})
