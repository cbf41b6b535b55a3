console.log("portal: nothing to build yet")
