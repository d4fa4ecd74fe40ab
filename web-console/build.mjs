console.log("console: nothing to build yet")
