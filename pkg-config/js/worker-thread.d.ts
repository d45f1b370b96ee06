/** What runs inside the worker of `convalida/worker`; has nothing to import. */
export {};
