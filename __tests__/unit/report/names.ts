import fc from '../property.js'

/** Names of any characters, and names of those that mean something in some format. */
export const anyName = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({
    unit: fc.constantFrom(
      ...Array.from('"\'`<>&;#$@:/\\*_~[](){}|%-=.+!,?^ \t\n'),
      'a',
      '1',
      'é',
      '&#',
      'end',
      '<br/>',
      '\ufffe',
    ),
  }),
)
