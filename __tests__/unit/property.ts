import fc from 'fast-check'

/** The same examples in every run: a test that is red is red for everybody. */
fc.configureGlobal({ seed: 20_260_401 })

export default fc
