export const id = 520;
export const ids = [520];
export const modules = {

/***/ 90520:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   action: () => (/* binding */ action)
/* harmony export */ });
/* harmony import */ var _actions_core__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(91659);
/* harmony import */ var _report_closing_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(90049);
/* harmony import */ var _report_problems_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(33868);
/* harmony import */ var _stack_explain_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(75995);
/* harmony import */ var _shared_errors_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2890);
/* harmony import */ var _output_console_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(59401);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(65542);
/* harmony import */ var _commands_inputs_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(68041);
/* harmony import */ var _stop_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(60290);









/** The front door of GitHub: inputs from INPUT_*, the event from GITHUB_*. Returns the exit status. */
async function action(command) {
    try {
        return await runAction(command);
    }
    catch (error) {
        for (const problem of (0,_failure_js__WEBPACK_IMPORTED_MODULE_5__/* .problemsOf */ .G)(error)) {
            const [first, ...rest] = (0,_report_problems_js__WEBPACK_IMPORTED_MODULE_2__/* .problemLines */ .p)([problem]);
            _actions_core__WEBPACK_IMPORTED_MODULE_0__/* .error */ .z3([first, ...rest].join('\n'), {
                title: 'stack-action',
                ...(problem.file === undefined ? {} : { file: problem.file }),
                ...(problem.line === undefined ? {} : { startLine: problem.line }),
                ...(problem.column === undefined ? {} : { startColumn: problem.column }),
            });
        }
        _actions_core__WEBPACK_IMPORTED_MODULE_0__/* .debug */ .Yz(error instanceof Error ? (error.stack ?? '') : String(error));
        setOutput('outcome', 'failed');
        return (0,_failure_js__WEBPACK_IMPORTED_MODULE_5__/* .exitStatus */ .$)(error);
    }
}
async function runAction(command) {
    const raw = {};
    for (const [name] of (0,_commands_inputs_js__WEBPACK_IMPORTED_MODULE_6__/* .inputsOf */ .Vc)(command, 'action')) {
        // The runner sets every input the manifest names; one that is not there at all keeps its default.
        const value = process.env[`INPUT_${name.toUpperCase()}`];
        if (value !== undefined)
            raw[name] = value;
    }
    const inputs = (0,_commands_inputs_js__WEBPACK_IMPORTED_MODULE_6__/* .parseInputs */ .TL)(raw, (name) => `input ${name}`);
    const [{ runCommand }, { harmless, writeGroups, writeQuoting }] = await Promise.all([
        Promise.all(/* import() */[__webpack_require__.e(330), __webpack_require__.e(237), __webpack_require__.e(666)]).then(__webpack_require__.bind(__webpack_require__, 76666)),
        __webpack_require__.e(/* import() */ 255).then(__webpack_require__.bind(__webpack_require__, 23255)),
    ]);
    const stop = (0,_stop_js__WEBPACK_IMPORTED_MODULE_7__/* .stopOnSignals */ .Z)();
    // A failed step is told in the words of the Dockerfile.
    const view = (0,_output_console_js__WEBPACK_IMPORTED_MODULE_4__/* .plainView */ .y)({ write: (text) => process.stdout.write(harmless(text)) });
    let begun = false;
    try {
        const work = runCommand({
            command,
            inputs,
            env: process.env,
            cwd: process.cwd(),
            signal: stop.signal,
            listen: (event) => {
                begun ||= event.type === 'run-start';
                view.listen(event);
            },
            notice: (text) => _actions_core__WEBPACK_IMPORTED_MODULE_0__/* .notice */ .lm(text),
        });
        const { plan, results, folders } = await (0,_stop_js__WEBPACK_IMPORTED_MODULE_7__/* .untilStopped */ .s)(work, stop.signal, () => begun);
        setOutput('images', plan.levels.flat());
        setOutput('levels', plan.levels);
        if (results === undefined) {
            writeQuoting(process.stdout, (0,_stack_explain_js__WEBPACK_IMPORTED_MODULE_8__/* .explainPlan */ .dp)(plan));
            setOutput('outcome', 'passed');
            return _shared_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .EXIT */ .dc.done;
        }
        await optional('the logs of the images', () => writeGroups(process.stdout, folders.logs, results.images));
        writeQuoting(process.stdout, (0,_report_closing_js__WEBPACK_IMPORTED_MODULE_1__/* .closingLines */ .P)(results, folders));
        for (const image of results.images.filter((one) => one.outcome === 'failed'))
            _actions_core__WEBPACK_IMPORTED_MODULE_0__/* .error */ .z3(`${image.id} failed at ${image.failedStep ?? 'build'}: ${image.message ?? ''}`, {
                title: `stack-action ${command}`,
            });
        setOutput('outcome', results.outcome);
        setOutput('published', results.images.flatMap((image) => image.published.map(({ ref, digest }) => ({ image: image.id, ref, digest }))));
        setOutput('results', `${folders.artifacts}/results.json`);
        setOutput('artifacts', folders.artifacts);
        await optional('the job summary', () => _actions_core__WEBPACK_IMPORTED_MODULE_0__/* .summary */ .z.addRaw((0,_report_closing_js__WEBPACK_IMPORTED_MODULE_1__/* .closingMarkdown */ .l)(results), true).write());
        if (inputs.artifact !== '') {
            const { uploadFolders } = await __webpack_require__.e(/* import() */ 408).then(__webpack_require__.bind(__webpack_require__, 60408));
            await optional('the artifact', () => uploadFolders(inputs.artifact, folders, process.env));
        }
        if (results.outcome === 'interrupted')
            return _shared_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .EXIT */ .dc.interrupted;
        return results.outcome === 'failed' ? _shared_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .EXIT */ .dc.failed : _shared_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .EXIT */ .dc.done;
    }
    finally {
        stop.release();
    }
}
/** An output that the runner has no place for must not hide what happened. */
function setOutput(name, value) {
    try {
        _actions_core__WEBPACK_IMPORTED_MODULE_0__/* .setOutput */ .uH(name, value);
    }
    catch (error) {
        _actions_core__WEBPACK_IMPORTED_MODULE_0__/* .warning */ .$e(`the output ${name} could not be set: ${(0,_shared_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .messageOf */ .bD)(error)}`);
    }
}
/** Services beside the work may fail without failing it: a warning says so. */
async function optional(what, work) {
    try {
        await work();
    }
    catch (error) {
        _actions_core__WEBPACK_IMPORTED_MODULE_0__/* .warning */ .$e(`${what} could not be written: ${(0,_shared_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .messageOf */ .bD)(error)}`);
    }
}


/***/ })

};
